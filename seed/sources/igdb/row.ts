import * as v from 'valibot'

const Id = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const Text = v.string()
const Seconds = v.pipe(v.number(), v.safeInteger())
const Rating = v.pipe(v.number(), v.minValue(0), v.maxValue(100))
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0))

/** A reference to another IGDB object: its id alone, or an object with the requested fields. */
const ref = <Entries extends v.ObjectEntries>(entries: Entries) => v.union([Id, v.object(entries)])
const named = ref({ id: v.optional(Id), name: v.optional(Text) })

const ReleaseDate = ref({
  platform: v.optional(named),
  release_region: v.optional(ref({ id: Id })),
  region: v.optional(Id),
  date: v.optional(Seconds),
  human: v.optional(Text),
  y: v.optional(Id),
  date_format: v.optional(ref({ id: Id })),
  category: v.optional(Id),
  status: v.optional(named),
})
export type ReleaseDate = v.InferOutput<typeof ReleaseDate>

const ExternalGame = ref({
  uid: v.optional(Text),
  external_game_source: v.optional(ref({ id: Id })),
  category: v.optional(Id),
})

const AgeRating = ref({
  organization: v.optional(named),
  rating_category: v.optional(ref({ rating: v.optional(Text) })),
})

/**
 * One game of the IGDB API, version 4 (`/games`), as returned to our query and as people save it.
 *
 * Origin: https://api.igdb.com/v4, edited by its community. Free for non-commercial use under the Twitch Developer Agreement,
 * which requires that the data is stored and served by us; commercial use by agreement. Its oddities:
 * - a field without a value is absent, never null; dates are seconds since 1970;
 * - other objects are ids or objects, as the query asks. An id alone is enough for types, parents, bundles, platforms and
 *   genres; companies, names, release dates etc. that are ids alone are ignored;
 * - `category` is the old name of `game_type`, of `external_game_source`, of the `date_format` of a release date and of the
 *   `type` of a website; `region` is the old name of `release_region`;
 * - an inexact date is the last day of its period: 31 December 2017 may mean 2017;
 * - an edition is a separate game with `version_parent`; a port, a remaster and a DLC are games with `parent_game`;
 * - a bundle does not list its games: each game names the `bundles` that contain it;
 * - `uid` of an external game has a different form for each shop, and a game may have several for one shop;
 * - themes are a short list defined by IGDB; keywords are free words of its users, hundreds for some games;
 * - theme 42 is "Erotic".
 */
export const IgdbRow = v.object({
  id: v.pipe(Id, v.minValue(1)),
  name: v.optional(Text),
  slug: v.optional(Text),
  summary: v.optional(Text),
  first_release_date: v.optional(Seconds),
  game_type: v.optional(ref({ id: Id })),
  category: v.optional(Id),
  version_title: v.optional(Text),
  version_parent: v.optional(ref({ id: Id })),
  parent_game: v.optional(ref({ id: Id })),
  bundles: v.optional(v.array(ref({ id: Id }))),
  platforms: v.optional(v.array(named)),
  genres: v.optional(v.array(named)),
  themes: v.optional(v.array(named)),
  keywords: v.optional(v.array(named)),
  involved_companies: v.optional(
    v.array(
      ref({ company: v.optional(named), developer: v.optional(v.boolean()), publisher: v.optional(v.boolean()) }),
    ),
  ),
  release_dates: v.optional(v.array(ReleaseDate)),
  external_games: v.optional(v.array(ExternalGame)),
  alternative_names: v.optional(v.array(named)),
  game_localizations: v.optional(v.array(named)),
  collections: v.optional(v.array(named)),
  franchises: v.optional(v.array(named)),
  age_ratings: v.optional(v.array(AgeRating)),
  websites: v.optional(
    v.array(ref({ url: v.optional(Text), type: v.optional(ref({ id: Id })), category: v.optional(Id) })),
  ),
  cover: v.optional(ref({ image_id: v.optional(Text) })),
  rating: v.optional(Rating),
  rating_count: v.optional(Count),
  aggregated_rating: v.optional(Rating),
  aggregated_rating_count: v.optional(Count),
})
export type IgdbRow = v.InferOutput<typeof IgdbRow>

/** Returns the id of a referenced object, given as an id or as an object. */
export const referencedId = (other: number | { id?: number | undefined } | undefined): number | undefined =>
  typeof other === 'object' ? other.id : other

/** Returns the entries of a list that are objects with fields, without those that are ids alone. */
export const objectsOf = <Item>(list: readonly (number | Item)[] | undefined): Item[] =>
  (list ?? []).filter((item): item is Item => typeof item !== 'number')
