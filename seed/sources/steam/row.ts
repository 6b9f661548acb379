import * as v from 'valibot'
import { isObject } from '#lib/json-object'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Text = v.nullish(v.string())
/** An empty list in place of an empty object, as PHP writes it. */
const Empty = v.pipe(
  v.array(v.unknown()),
  v.length(0),
  v.transform(() => undefined),
)
/** An object that is not a list: `v.object` accepts lists. */
const Plain = v.custom<Record<string, unknown>>(isObject, 'Expected an object.')
const objectOf = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.nullish(v.union([Empty, v.pipe(Plain, v.object(entries))]))

const Rating = v.nullish(
  v.object({
    rating: v.nullish(v.union([v.string(), v.number()])),
    rating_generated: v.nullish(v.union([v.string(), v.number(), v.boolean()])),
  }),
)

/** A reference to another app. The appid is a number in some places and a text in others. */
const OtherApp = v.object({ appid: v.union([v.number(), v.string()]) })

/**
 * One app of the Steam store: the `data` of `appdetails`; or its appid with `success: false`; or its appid with the `fault` of
 * the store.
 *
 * Origin: https://store.steampowered.com/api/appdetails, undocumented; no licence is stated. Its oddities:
 * - `success: false` means that the app was removed, or that it is not sold in the country of the request;
 * - `required_age` is a number, a text or a wrong number (1818): it is not read;
 * - an empty value may be an object, `[]`, "", null or absent (`*_requirements`, `ratings`, `metacritic`);
 * - `genres[].id` is a text, `categories[].id` a number; some genres say how an app is sold, or warn of its content;
 * - descriptions and `supported_languages` are HTML; `short_description` has entities and sometimes tags;
 * - `release_date.date` is text in the language of the request: "18 Apr, 2011", "Q1 2025", "Coming soon", "". It is the day on
 *   Steam, for an old game years after its first release;
 * - `ratings` with `rating_generated` come from a questionnaire of Steam, not from a board;
 * - `price_overview` is absent for a free app; `movies` changed its form in 2025. Neither is read;
 * - `support_info.email` is sometimes personal: it is emptied before it is stored, as in every source (`seed/minimise`);
 * - `fullgame` is the game that a DLC or a demo belongs to; `dlc` of a game lists everything sold for it, also its soundtrack;
 * - for an old appid the store may send the app that replaced it: `steam_appid` is the one that counts.
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
