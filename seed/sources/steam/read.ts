import type { Stream } from '#lib/iterate'
import { isObject } from '#lib/json-object'
import { type Api, unavailable } from '#seed/api/client'
import type { CrawlOptions } from '#seed/api/definition'
import { splitEntries } from '#seed/api/entries'
import { openApi } from '#seed/api/source'
import type { Content, Page, RecordPosition } from '#seed/contract/record'
import { askForApps, STEAM_TITLE } from './apps'

const BASE_URL = 'https://store.steampowered.com'
/** 200 requests in five minutes are allowed, and a little patience costs less than a ban. */
const QUOTA = { name: 'steam-store', spacingMs: 1_600 }
/** The store says "too fast" with 403 or 429 and no word of how long; five minutes are what it counts in. */
const THROTTLING = { throttle: [403], throttledMs: 5 * 60_000 }
/** The shop at home, in the language whose dates we can read. */
const SHOP = { cc: 'us', l: 'english' }
/** So many apps in a row for which the store fails are no fault of theirs. */
const MOST_FAILED = 3
const A_DAY_MS = 86_400_000

/**
 * Opens Steam's games and DLC: the list of its Web API with the details of the store for each app, or saved details where
 * `from` names some, or the archive.
 *
 * @throws {Failure} as `openApi` does; while reading, `configuration` where Steam refuses the key
 */
export const openSteam = openApi({
  name: 'steam',
  crawl: crawlSteam,
  split: splitSteam,
  overlapMs: A_DAY_MS,
  complete: true,
  personal: ['email'],
})

/** An app a page, by rising appid. A checkpoint names the page of the list and the place in it. */
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
  for await (const { appids, from, isLast } of askForApps(asking, list)) {
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

/** What is no details of an app must not be archived as such. */
function judge(status: number, text: string): { fault: string; retryable: boolean } | undefined {
  if (status !== 200 || text.trimStart().startsWith('<')) return undefined
  const isDetails = /^\s*\{\s*"\d+"\s*:\s*\{\s*"success"\s*:/.test(text)
  return isDetails ? undefined : { fault: 'it sent something else than the details of an app', retryable: true }
}

type Details = { content: Content; apps: number }

/**
 * What the store says of each app, and how many apps that took.
 *
 * An app for which it fails is told together with the next one for which it does not: a store that fails for several in a
 * row is down, and they are asked for again by the next run.
 *
 * @throws {Failure} `source_unavailable`
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

/** The apps of one answer. A list of appids and names holds no details, hence no records. */
function splitSteam(body: unknown, position: RecordPosition): Content | undefined {
  const entries = entriesOf(body)
  return entries && splitEntries(entries, position)
}

/** An answer is an object of envelopes by appid; people also save what is in the envelope. */
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

/** The appid of a record, also of one that is refused. */
export const appidOf = (value: unknown): string | undefined =>
  isObject(value) && Number.isSafeInteger(value.steam_appid) ? String(value.steam_appid) : undefined
