import type { Stream } from '#lib/iterate'
import { isObject } from '#lib/json-object'
import { type Api, unavailable } from '#seed/api/client'
import type { CrawlOptions } from '#seed/api/definition'
import { splitEntries } from '#seed/api/entries'
import { openApi } from '#seed/api/source'
import type { Content, Page, RecordPosition } from '#seed/contract/record'
import { listApps, STEAM_TITLE } from './apps'

const BASE_URL = 'https://store.steampowered.com'
/** The store allows 200 requests in five minutes (1.5 s); a little more, to avoid a ban. */
const QUOTA = { name: 'steam-store', spacingMs: 1_600 }
/** Requests that are too fast get 403 or 429 without Retry-After. The limit of the store is per five minutes. */
const THROTTLING = { throttle: [403], throttledMs: 5 * 60_000 }
/** Country and language of the store: its dates are text, and only English ones can be parsed. */
const SHOP = { cc: 'us', l: 'english' }
/** Failed apps in a row after which the store counts as down. */
const MOST_FAILED = 3
const A_DAY_MS = 86_400_000

/**
 * Opens the games and DLC of Steam: the list of its Web API, with the details of each app from the store; or saved details if
 * `from` names some; or archived responses.
 *
 * @throws {Failure} as `openApi` does; while reading, `configuration` if Steam refuses the key
 */
export const openSteam = openApi({
  name: 'steam',
  crawl: crawlSteam,
  split: splitSteam,
  overlapMs: A_DAY_MS,
  complete: true,
})

/**
 * Yields about one app per page, sorted by appid. A checkpoint is the page of the list (`list`) and the position in it
 * (`at`).
 */
async function* crawlSteam(asking: CrawlOptions): Stream<Page> {
  const { connect, baseUrl, after } = asking
  const store = connect({
    title: 'The Steam store',
    baseUrl: baseUrl ?? BASE_URL,
    quota: QUOTA,
    ...THROTTLING,
    judge,
  })
  let { list, at, done } = {
    list: Number(after?.list ?? 0),
    at: Number(after?.at ?? 0),
    done: Number(after?.done ?? 0),
  }
  for await (const { appids, from, isLast } of listApps(asking, list)) {
    if (from !== list) at = 0
    list = from
    const total = done + appids.length - at
    for await (const { content, apps } of detailsOf(store, appids.slice(at))) {
      at += apps
      done += apps
      yield { ...content, checkpoint: { list, at, done }, done, ...(isLast && { total }) }
    }
  }
}

/** Explains a response. A 200 that is not the details of an app is a fault, so that it is not stored. */
function judge(status: number, text: string): { fault: string; retryable: boolean } | undefined {
  if (status !== 200 || text.trimStart().startsWith('<')) return undefined
  const isDetails = /^\s*\{\s*"\d+"\s*:\s*\{\s*"success"\s*:/.test(text)
  return isDetails ? undefined : { fault: 'it did not send the details of an app', retryable: true }
}

type Details = { content: Content; apps: number }

/**
 * Yields the details of apps from the store, and the number of apps they are about.
 *
 * An app for which the store fails is yielded together with the next one for which it succeeds. If the store fails for several
 * in a row it is down; the next run asks for them again.
 *
 * @throws {Failure} `source_unavailable` after 3 failed apps in a row
 */
async function* detailsOf(store: Api, appids: readonly number[]): Stream<Details> {
  let failed: unknown[] = []
  for (const appid of appids) {
    const outcome = await store.ask({ path: 'api/appdetails', query: { appids: appid, ...SHOP } })
    if (outcome.ok) {
      yield { content: contentOf(failed, outcome.json), apps: failed.length + 1 }
      failed = []
    } else if (failed.length + 1 < MOST_FAILED) failed.push({ steam_appid: appid, fault: outcome.fault })
    else throw unavailable(STEAM_TITLE, outcome.fault)
  }
  if (failed.length > 0) yield { content: contentOf(failed, {}), apps: failed.length }
}

function contentOf(failed: readonly unknown[], answer: unknown): Content {
  const entries = failed.map((value): [string, unknown] => ['app', value])
  return splitEntries([...entries, ...(entriesOf(answer) ?? [])], {})
}

/** Splits a response into apps; `undefined` for a list of appids and names, because it has no details. */
function splitSteam(body: unknown, position: RecordPosition): Content | undefined {
  const entries = entriesOf(body)
  return entries && splitEntries(entries, position)
}

/** Returns the apps of a response, which is an object of envelopes by appid. People also save the content of one envelope. */
function entriesOf(body: unknown): [string, unknown][] | undefined {
  if (!isObject(body)) return undefined
  if ('steam_appid' in body) return [['app', body]]
  const entries = Object.entries(body)
  if (entries.some(([appid]) => !/^\d{1,10}$/.test(appid))) return undefined
  return entries.map(([appid, envelope]) => [appid, dataOf(appid, envelope)])
}

function dataOf(appid: string, envelope: unknown): unknown {
  if (!isObject(envelope)) return envelope
  return envelope.success === false ? { steam_appid: Number(appid), success: false } : (envelope.data ?? null)
}

/** Returns the appid of a raw record, also of one that is refused. */
export const appidOf = (value: unknown): string | undefined =>
  isObject(value) && Number.isSafeInteger(value.steam_appid) ? String(value.steam_appid) : undefined
