import * as v from 'valibot'
import { isObject } from '#lib/json-object'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Text = v.nullish(v.string())
/** PHP writes an empty object as an empty list. */
const Empty = v.pipe(
  v.array(v.unknown()),
  v.length(0),
  v.transform(() => undefined),
)
/** `v.object` would take a list for an object without members. */
const Plain = v.custom<Record<string, unknown>>(isObject, 'Expected an object.')
const objectOf = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.nullish(v.union([Empty, v.pipe(Plain, v.object(entries))]))

const Rating = v.nullish(
  v.object({
    rating: v.nullish(v.union([v.string(), v.number()])),
    rating_generated: v.nullish(v.union([v.string(), v.number(), v.boolean()])),
  }),
)

/** An appid is a number in some places and a text in others. */
const OtherApp = v.object({ appid: v.union([v.number(), v.string()]) })

/**
 * One app of Steam's store: the `data` of `appdetails`, or its appid with `success: false`, or with the `fault` by which the
 * store failed for it.
 *
 * Origin: https://store.steampowered.com/api/appdetails, undocumented; no licence is stated. Its oddities:
 * - `success: false` stands for an app that is gone and for one that is not sold in the asker's country alike;
 * - `required_age` is a number, a text or nonsense (1818): nothing is made of it;
 * - what is empty may be an object, `[]`, "", null or absent (`*_requirements`, `ratings`, `metacritic`);
 * - `genres[].id` is a text and `categories[].id` a number; some genres say how an app is sold or what it shows;
 * - descriptions and `supported_languages` are HTML; `short_description` has entities and sometimes tags;
 * - `release_date.date` is written for people, in the language asked for: "18 Apr, 2011", "Q1 2025", "Coming soon", "";
 *   it is the day on Steam, years after the first one for an old game;
 * - `ratings` with `rating_generated` are what a questionnaire of Steam's came to, not what a board said;
 * - `price_overview` is absent where an app is free; `movies` changed its form in 2025: neither is read;
 * - `support_info.email` is personal now and then: blank;
 * - `fullgame` is what a DLC or a demo belongs to; `dlc` of a game lists what is sold for it, its soundtrack too;
 * - an old appid may answer with the data of the one that took its place: `steam_appid` counts.
 */
export const SteamRow = v.object({
  steam_appid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  success: v.optional(v.boolean()),
  fault: v.optional(v.string()),
  type: Text,
  name: Text,
  fullgame: v.nullish(v.union([Empty, OtherApp])),
  dlc: v.nullish(v.array(v.number())),
  demos: v.nullish(v.array(OtherApp)),
  short_description: Text,
  header_image: Text,
  website: Text,
  developers: v.nullish(v.array(v.string())),
  publishers: v.nullish(v.array(v.string())),
  platforms: objectOf({
    windows: v.optional(v.boolean()),
    mac: v.optional(v.boolean()),
    linux: v.optional(v.boolean()),
  }),
  metacritic: objectOf({ score: v.pipe(v.number(), v.minValue(0), v.maxValue(100)) }),
  genres: v.nullish(v.array(v.object({ id: v.union([v.string(), v.number()]), description: v.string() }))),
  recommendations: objectOf({ total: Count }),
  release_date: objectOf({ date: Text }),
  ratings: v.nullish(v.union([Empty, v.pipe(Plain, v.record(v.string(), Rating))])),
})
export type SteamRow = v.InferOutput<typeof SteamRow>
