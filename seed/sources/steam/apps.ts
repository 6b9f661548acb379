import * as v from 'valibot'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { type Api, unavailable } from '#seed/api/client'
import type { CrawlOptions } from '#seed/api/definition'
import type { Query } from '#seed/api/request'

const BASE_URL = 'https://api.steampowered.com'
/** What stands in messages in place of the address. */
export const STEAM_TITLE = 'Steam'
const QUOTA = { name: 'steam', spacingMs: 1_000, budget: { requests: 100_000, per: 'day' } } as const
const KEY_REFUSED = 'it refuses the key'
const NO_LIST = 'it sent something else than a list of apps'
/** Games and what belongs to them; software, videos and hardware are none. */
const WANTED = { include_games: 'true', include_dlc: 'true', max_results: 50_000 }

const Appid = v.pipe(v.number(), v.safeInteger(), v.minValue(1))
/**
 * One page of the list of apps (`IStoreService/GetAppList`), by rising appid.
 *
 * `apps` is absent where there are none, `have_more_results` and `last_appid` on the last page.
 */
const AppList = v.object({
  response: v.object({
    apps: v.optional(v.array(v.object({ appid: Appid })), []),
    have_more_results: v.optional(v.boolean(), false),
    last_appid: v.optional(Appid),
  }),
})

/** Some appids, the place in the list after which they stand (an appid, 0 for its beginning), and whether they are the last. */
export type Apps = { appids: number[]; from: number; isLast: boolean }

/**
 * The appids of all games and DLC, or of those that changed since, after a place in the list.
 *
 * @throws {Failure} `configuration` where Steam refuses the key, `source_unavailable` for what is no list
 */
export async function* askForApps({ connect, baseUrl, credentials, since }: CrawlOptions, after: number): Stream<Apps> {
  const key = credentials.STEAM_API_KEY ?? ''
  const api = connect({ title: STEAM_TITLE, baseUrl: baseUrl ?? BASE_URL, quota: QUOTA, key, secret: { key }, judge })
  const changed: Query = since ? { if_modified_since: Math.floor(since.getTime() / 1000) } : {}
  for (let from: number | undefined = after; from !== undefined; ) {
    const { appids, next } = await askForPage(api, { ...WANTED, ...changed, last_appid: from })
    if (from === 0 && appids.length === 0 && !since) throw unavailable(STEAM_TITLE, 'its list of apps is empty')
    if (next !== undefined && next <= from) throw unavailable(STEAM_TITLE, 'its list of apps goes round in circles')
    yield { appids, from, isLast: next === undefined }
    from = next
  }
}

/** One page, and the place after which the next one begins. */
async function askForPage(api: Api, query: Query): Promise<{ appids: number[]; next: number | undefined }> {
  const outcome = await api.ask({ path: 'IStoreService/GetAppList/v1/', query })
  if (!outcome.ok) throw outcome.fault === KEY_REFUSED ? wrongKey() : unavailable(STEAM_TITLE, outcome.fault)
  const list = v.safeParse(AppList, outcome.json)
  if (!list.success) throw unavailable(STEAM_TITLE, NO_LIST)
  const { apps, have_more_results, last_appid } = list.output.response
  const appids = apps.map(({ appid }) => appid)
  return { appids, next: have_more_results ? (last_appid ?? appids.at(-1) ?? 0) : undefined }
}

/** A wrong key is answered with 403 and a web page. What is no list must not be archived as one. */
function judge(status: number, text: string): { fault: string; retryable: boolean } | undefined {
  if (status === 401 || status === 403) return { fault: KEY_REFUSED, retryable: false }
  if (status !== 200 || text.trimStart().startsWith('<')) return undefined
  const isList = /"apps"\s*:\s*\[/.test(text) || /^\s*\{\s*"response"\s*:\s*\{\s*\}/.test(text)
  return isList ? undefined : { fault: NO_LIST, retryable: true }
}

const wrongKey = (): Failure =>
  new Failure('configuration', 'Steam refuses the key in STEAM_API_KEY: .env.example says where to get one.')
