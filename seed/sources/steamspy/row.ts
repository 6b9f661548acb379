import * as v from 'valibot'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Name = v.nullable(v.string())
/** A field that is not used. It accepts texts and numbers, so that a change in it does not refuse a game. */
const Unread = v.nullish(v.union([v.string(), v.number()]))
/** Number of players who chose each tag; an empty list in place of an empty object, as PHP writes it. */
const Votes = v.union([
  v.pipe(
    v.array(v.unknown()),
    v.length(0),
    v.transform(() => undefined),
  ),
  v.record(v.string(), Count),
])

/**
 * One game of SteamSpy's list (`api.php?request=all`), as the API sends it and as people save it.
 *
 * Origin: https://steamspy.com/api.php, refreshed once a day; no licence is stated. Its oddities:
 * - `name`, `developer` and `publisher` may be null, empty, or the word "none"; names may have spaces around them;
 * - `developer` and `publisher` are lists joined by ", ", but a name may contain a comma itself ("CAPCOM Co., Ltd.");
 * - `owners` is a range ("2,000,000 .. 5,000,000"), an estimate that is wrong for games with very few reviews;
 * - `price`, `initialprice` and `discount` are strings (US cents, cents, percent) or null; `score_rank` is "", a string or a number;
 * - `userscore` is 0 for nearly every game and is of no use; playing times are in minutes;
 * - `tags` exists only in the response for one game (`request=appdetails`), which people also save by appid;
 * - a game may be on two pages, or on none, if ranks move between two requests.
 */
export const SteamspyRow = v.object({
  appid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  name: Name,
  developer: v.optional(Name),
  publisher: v.optional(Name),
  positive: Count,
  negative: Count,
  owners: Unread,
  score_rank: Unread,
  userscore: Unread,
  average_forever: Unread,
  average_2weeks: Unread,
  median_forever: Unread,
  median_2weeks: Unread,
  price: Unread,
  initialprice: Unread,
  discount: Unread,
  ccu: Unread,
  tags: v.nullish(Votes),
})
export type SteamspyRow = v.InferOutput<typeof SteamspyRow>
