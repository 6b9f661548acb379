import { cleanCompany } from '#catalogue/clean/company'
import { parseDate } from '#catalogue/clean/date'
import { cleanLink } from '#catalogue/clean/link'
import { cleanText } from '#catalogue/clean/text'
import { cleanTitle } from '#catalogue/clean/title'
import type { CatalogueRecord, PartialDate, RecordRelease } from '#catalogue/record'
import { partitionWords } from '#catalogue/vocabulary/unknown-words'
import type { Vocabulary } from '#catalogue/vocabulary/vocabulary'
import type { MapContext, Mapped } from '#seed/contract/record'
import { refuseRecord } from '#seed/contract/refuse'
import type { RawgRow } from './row'
import { tagsOf } from './tags'

/** Players of a game per user who rated it on RAWG: a rough estimate, not measured. */
const PLAYERS_PER_RATING = 4_000
const BEST_RATING = 5
/** ESRB ratings by RAWG slug. `rating-pending` is left out: it is no rating. */
const ESRB = new Map<string, string>(
  Object.entries({
    everyone: 'E',
    'everyone-10-plus': 'E10+',
    teen: 'T',
    mature: 'M',
    'adults-only': 'AO',
  }),
)
const STEAM_PAGE = /^https?:\/\/store\.steampowered\.com\/app\/(\d{1,10})(?:[/?#]|$)/i
/** The line under which the Spanish translation begins. */
const TRANSLATION = /\n[^\S\n]*Español[^\S\n]*\n/

/**
 * Maps a game of RAWG to a catalogue record, without a kind: RAWG has none. Its key is its id. Refuses with `missing_title`
 * or `invalid_date`.
 */
export function mapRawg(row: RawgRow, { vocabulary }: MapContext): Mapped {
  const title = cleanTitle(row.name)
  if (!title) return refuseRecord('missing_title', 'title', 'The game has no name.')
  const released = parseDate(row.tba ? '' : (row.released ?? ''))
  if (!released.ok) return refuseRecord('invalid_date', 'released', 'The release date is not a valid date.')
  const record: CatalogueRecord = {
    title,
    ...(released.value && { released: released.value }),
    ...placesOf(row, vocabulary),
    ...figuresOf(row),
    ...detailsOf(row),
  }
  return { ok: true, key: String(row.id), record }
}

function placesOf(row: RawgRow, vocabulary: Vocabulary): Pick<CatalogueRecord, 'releases' | 'genres' | 'unknown'> {
  const slugOf = (word: string) => vocabulary.platform(word)?.slug
  const platforms = row.platforms ?? []
  const { unknown } = partitionWords(
    platforms.map(({ platform }) => platform.name),
    slugOf,
  )
  const releases = new Map<string, RecordRelease>()
  for (const { platform, released_at } of platforms) {
    const slug = slugOf(platform.name)
    if (slug !== undefined && !releases.has(slug))
      releases.set(slug, { platform: slug, ...ownDateOf(row, released_at) })
  }
  const genres = partitionWords(
    (row.genres ?? []).map(({ name }) => name),
    (word) => vocabulary.genre(word)?.slug,
  )
  return {
    ...(releases.size > 0 && { releases: [...releases.values()] }),
    ...(genres.known.length > 0 && { genres: genres.known }),
    ...unknownOf(unknown, genres.unknown),
  }
}

function unknownOf(platforms: string[], genres: string[]): Pick<CatalogueRecord, 'unknown'> {
  if (platforms.length === 0 && genres.length === 0) return {}
  return { unknown: { ...(platforms.length > 0 && { platforms }), ...(genres.length > 0 && { genres }) } }
}

/**
 * Returns the release date of one platform if it differs from that of the game: RAWG copies the first date to every platform,
 * even later ones.
 */
function ownDateOf({ released, tba }: RawgRow, stated: string | null | undefined): { released?: PartialDate } {
  if (!stated || tba || stated === released) return {}
  const date = parseDate(stated)
  return date.ok && date.value ? { released: date.value } : {}
}

function figuresOf({ rating, ratings_count, metacritic }: RawgRow): Partial<CatalogueRecord> {
  const votes = ratings_count ?? 0
  return {
    ...(rating && votes > 0 && { users: { value: Math.round((rating / BEST_RATING) * 1000) / 10, votes } }),
    ...(votes > 0 && { popularity: votes * PLAYERS_PER_RATING }),
    ...(metacritic != null && { critics: { value: metacritic } }),
  }
}

function detailsOf(row: RawgRow): Partial<CatalogueRecord> {
  const esrb = ESRB.get(row.esrb_rating?.slug ?? '')
  const cover = cleanLink(row.background_image ?? '')
  const website = cleanLink(row.website ?? '')
  const summary = cleanText(row.description_raw?.split(TRANSLATION)[0] ?? '')
  const tags = tagsOf(row)
  return {
    ...(esrb && { ratings: [{ board: 'esrb', rating: esrb }] }),
    ...(cover && { cover }),
    ...(website && { website }),
    ...(summary && { summary }),
    ...(tags.length > 0 && { tags }),
    ...idsOf(row),
    ...namesOf(row),
  }
}

/** Returns the Steam appid and the RAWG slug; the slug, because Wikidata stores RAWG games by slug. */
function idsOf({ slug, stores }: RawgRow): Pick<CatalogueRecord, 'externalIds'> {
  const steam = (stores ?? []).flatMap(({ url }) => STEAM_PAGE.exec(url ?? '')?.[1] ?? [])[0]
  const ids = { ...(slug && { 'rawg-slug': slug }), ...(steam && { steam }) }
  return Object.keys(ids).length > 0 ? { externalIds: ids } : {}
}

function namesOf({ developers, publishers, alternative_names }: RawgRow): Partial<CatalogueRecord> {
  const companies = (list: RawgRow['developers']) => unique((list ?? []).map(({ name }) => cleanCompany(name)))
  const names = {
    developers: companies(developers),
    publishers: companies(publishers),
    alternativeNames: unique((alternative_names ?? []).map(cleanTitle)),
  }
  return Object.fromEntries(Object.entries(names).filter(([, list]) => list.length > 0))
}

const unique = (names: readonly (string | undefined)[]): string[] => [...new Set(names.flatMap((name) => name ?? []))]
