import * as v from 'valibot'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Text = v.nullish(v.string())
const Named = v.object({ name: v.string() })
const Names = v.nullish(v.array(Named))

/**
 * One game of RAWG, in any of its three forms: of a list (`/games`), of a search (slimmer), or alone (`/games/{id}`).
 *
 * Origin: https://api.rawg.io/docs. Terms: name RAWG with a link on every page, no clone, no redistribution; free for
 * non-commercial use. Its oddities:
 * - `released` is a day without a precision; `tba` says that there is none yet, whatever `released` says;
 * - `platforms[].released_at` is nearly always a copy of `released`: GTA V for PS5 on 2013-09-17, when no PS5 was;
 * - lists are null where they could be empty (`platforms`, `stores`), members of `added_by_status` are absent;
 * - `rating` is 0 where too few have voted, though the lowest vote is 1; `rating_top` says nothing;
 * - `stores[].url` is there only for a game alone, and mostly empty; ids of stores come from nowhere else;
 * - a search adds `score`, a text, and leaves out the counts of votes;
 * - `description_raw` is plain text with a Spanish translation glued to its end under the line "Español";
 * - `tags` are the words of players in several languages, told by `language`, and what Steam lists as features beside them;
 * - DLC stands among the games and nothing tells them apart; one game may have two ids;
 * - `updated` has neither zone nor fraction; only what is asked for reads it.
 *
 * Companies, platforms and genres have lists of the same envelope: only a game has a `playtime`.
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
