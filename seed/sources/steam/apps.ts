import * as v from 'valibot'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { type Api, unavailable } from '#seed/api/client'
import type { CrawlOptions } from '#seed/api/definition'
import type { Query } from '#seed/api/request'

const BASE_URL = 'https://api.steampowered.com'
/** Name in messages, in place of the URL. */
export const STEAM_TITLE = 'Steam'
const QUOTA = { name: 'steam', spacingMs: 1_000, budget: { requests: 100_000, per: 'day' } } as const
const KEY_REFUSED = 'it refuses the key'
const NO_LIST = 'it did not send a list of apps'
/** Requests games and DLC, but not software, videos and hardware. */
const WANTED = { include_games: 'true', include_dlc: 'true', max_results: 50_000 }

const Appid = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
/**
 * One page of the list of apps (`IStoreService/GetAppList`), sorted by appid.
 *
 * `apps` is absent if there are none; `have_more_results` and `last_appid` are absent on the last page.
 */
const AppList = v.object({
  response: v.object({
    apps: v.optional(v.array(v.object({ appid: Appid })), []),
    have_more_results: v.optional(v.boolean(), false),
    last_appid: v.optional(Appid),
  }),
})

/** One page of appids; `from` is the appid after which it begins (0: the beginning of the list). */
export type Apps = { appids: number[]; from: number; isLast: boolean }

/**
 * Yields pages of the appids of all games and DLC, or of those changed since `since`, that are greater than `after`.
 *
 * @throws {Failure} `configuration` if Steam refuses the key, `source_unavailable` if it does not send a list
 */
export async function* listApps({ connect, baseUrl, credentials, since }: CrawlOptions, after: number): Stream<Apps> {
  const key = credentials.STEAM_API_KEY ?? ''
  const api = connect({ title: STEAM_TITLE, baseUrl: baseUrl ?? BASE_URL, quota: QUOTA, key, secret: { key }, judge })
  const changed: Query = since ? { if_modified_since: Math.floor(since.getTime() / 1000) } : {}
  for (let from: number | undefined = after; from !== undefined; ) {
    const { appids, next } = await askForPage(api, { ...WANTED, ...changed, last_appid: from })
    if (from === 0 && appids.length === 0 && !since) throw unavailable(STEAM_TITLE, 'its list of apps is empty')
    if (next !== undefined && next <= from) throw unavailable(STEAM_TITLE, 'its list of apps repeats itself')
    yield { appids, from, isLast: next === undefined }
    from = next
  }
}

/** Returns one page, and the appid after which the next one begins (`undefined` after the last page). */
async function askForPage(api: Api, query: Query): Promise<{ appids: number[]; next: number | undefined }> {
  const outcome = await api.ask({ path: 'IStoreService/GetAppList/v1/', query })
  if (!outcome.ok) throw outcome.fault === KEY_REFUSED ? wrongKey() : unavailable(STEAM_TITLE, outcome.fault)
  const list = v.safeParse(AppList, outcome.json)
  if (!list.success) throw unavailable(STEAM_TITLE, NO_LIST)
  const { apps, have_more_results, last_appid } = list.output.response
  const appids = apps.map(({ appid }) => appid)
  return { appids, next: have_more_results ? (last_appid ?? appids.at(-1) ?? 0) : undefined }
}

/** Explains a response. A wrong key gives 403 and a web page. A 200 that is not a list is a fault, so that it is not stored. */
function judge(status: number, text: string): { fault: string; retryable: boolean } | undefined {
  if (status === 401 || status === 403) return { fault: KEY_REFUSED, retryable: false }
  if (status !== 200 || text.trimStart().startsWith('<')) return undefined
  const isList = /"apps"\s*:\s*\[/.test(text) || /^\s*\{\s*"response"\s*:\s*\{\s*\}/.test(text)
  return isList ? undefined : { fault: NO_LIST, retryable: true }
}

const wrongKey = (): Failure =>
  new Failure('configuration', 'Steam refuses the key in STEAM_API_KEY: .env.example says where to get one.')
