import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { isObject } from '#lib/json-object'
import { unavailable } from '#seed/api/client'
import type { CrawlOptions } from '#seed/api/definition'
import { splitEntries } from '#seed/api/entries'
import { openApi } from '#seed/api/source'
import type { Content, Page, RecordPosition } from '#seed/contract/record'

const BASE_URL = 'https://steamspy.com'
const TITLE = 'SteamSpy'
/** SteamSpy allows a page per minute. One second more, because requests do not all take equally long to arrive. */
const QUOTA = { name: 'steamspy', spacingMs: 61_000 }
/** Status of a response to requests that are too fast. */
const THROTTLE = [403]
/** Ten times the number of pages there are. If the list is longer, its end was not recognised. */
const MAX_PAGES = 1_000

/**
 * Opens SteamSpy's list of all games: from its API, from a folder of saved pages if `from` names one, or from archived responses.
 *
 * The API cannot list changes only. Ranks move while the list is read, so a game that is missing may still exist.
 *
 * @throws {Failure} as `openApi` does
 * @see https://steamspy.com/api.php
 */
export const openSteamspy = openApi({ name: 'steamspy', crawl: crawlSteamspy, split: splitSteamspy })

/**
 * Yields pages up to the first empty one, each requested only when the caller wants it. A checkpoint is the number of the
 * next page.
 */
async function* crawlSteamspy({ connect, baseUrl, after }: CrawlOptions): Stream<Page> {
  const api = connect({ title: TITLE, baseUrl: baseUrl ?? BASE_URL, quota: QUOTA, throttle: THROTTLE })
  for (let number = Number(after?.page ?? 0); number < MAX_PAGES; number++) {
    const body = await api.get('api.php', { request: 'all', page: number })
    if (isEnd(body)) return
    const content = splitSteamspy(body, { page: number })
    if (!content?.records.length) throw unavailable(TITLE, `page ${number} of its list contains no games`)
    yield { ...content, checkpoint: { page: number + 1 }, done: number + 1 }
  }
  throw new Failure('source_unavailable', `SteamSpy's list did not end after ${MAX_PAGES} pages. Try again tomorrow.`)
}

/** True for the empty page after the last game, which may be `{}`, `[]` or `null`. */
const isEnd = (body: unknown): boolean => body === null || (typeof body === 'object' && Object.keys(body).length === 0)

/**
 * Splits a page, an object of games by appid, into records.
 *
 * `row` counts in ascending order of appid, because a parsed JSON object does not keep the order of integer keys.
 */
function splitSteamspy(body: unknown, position: RecordPosition): Content | undefined {
  if (isEnd(body)) return { records: [], unparsable: [] }
  return isObject(body) ? splitEntries(Object.entries(body), position) : undefined
}
