import * as v from 'valibot'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Text = v.nullish(v.string())
const Named = v.object({ name: v.string() })
const Names = v.nullish(v.array(Named))

/**
 * One game of RAWG in one of its three forms: in a list (`/games`), in a search (fewer fields), or alone (`/games/{id}`).
 *
 * Origin: https://api.rawg.io/docs. Terms: name RAWG with a link on every page, no clone, no redistribution; free for
 * non-commercial use. Its oddities:
 * - `released` is a day without a precision; if `tba` is set there is no date yet, even if `released` has one;
 * - `platforms[].released_at` is nearly always a copy of `released`: GTA V for PS5 on 2013-09-17, before the PS5 existed;
 * - empty lists are null (`platforms`, `stores`), empty members of `added_by_status` are absent;
 * - `rating` is 0 if there are too few votes, although the lowest vote is 1; `rating_top` is of no use;
 * - `stores[].url` exists only for a game alone and is mostly empty; no other member has the ids at stores;
 * - a search adds `score`, a text, and has no vote counts;
 * - `description_raw` is plain text; a Spanish translation may follow at its end, under the line "Español";
 * - `tags` are words of players in several languages (see `language`), mixed with features that Steam lists;
 * - DLC is listed among the games and cannot be distinguished from them; one game may have two ids;
 * - `updated` has neither time zone nor fraction; it is not read, only the filter of the query uses it.
 *
 * Lists of companies, platforms and genres have the same form as lists of games. Only a game has a `playtime`, so a record
 * without it is refused.
 */
export const RawgRow = v.object({
  id: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  slug: Text,
  name: v.string(),
  playtime: Count,
  released: Text,
  tba: v.nullish(v.boolean()),
  platforms: v.nullish(v.array(v.object({ platform: Named, released_at: Text }))),
  genres: Names,
  tags: v.nullish(v.array(v.object({ name: v.string(), language: Text }))),
  rating: v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(5))),
  ratings_count: v.nullish(Count),
  metacritic: v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(100))),
  esrb_rating: v.nullish(v.object({ slug: v.string() })),
  background_image: Text,
  stores: v.nullish(v.array(v.object({ url: Text }))),
  developers: Names,
  publishers: Names,
  alternative_names: v.nullish(v.array(v.string())),
  website: Text,
  description_raw: Text,
})
export type RawgRow = v.InferOutput<typeof RawgRow>
