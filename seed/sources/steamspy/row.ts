import * as v from 'valibot'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Name = v.nullable(v.string())
/** Fields nothing is made of: kept as they come, so that a change in one of them refuses no game. */
const Unread = v.nullish(v.union([v.string(), v.number()]))
/** How many players chose each tag. PHP writes an empty object as an empty list. */
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
 * - `name`, `developer` and `publisher` may be null, empty, or the word "none"; names keep blanks around them;
 * - `developer` and `publisher` are lists joined by ", ", though a name may hold a comma itself ("CAPCOM Co., Ltd.");
 * - `owners` is a bracket ("2,000,000 .. 5,000,000"), an estimate that is wrong for games with hardly a review;
 * - `price`, `initialprice` and `discount` are strings (US cents, cents, percent) or null; `score_rank` is "", a string or a number;
 * - `userscore` is 0 for nearly every game and says nothing; times played are minutes;
 * - `tags` stands in the answer for one game alone (`request=appdetails`), which people save by appid as well;
 * - a game may stand on two pages, or on none, when ranks move between two requests.
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
