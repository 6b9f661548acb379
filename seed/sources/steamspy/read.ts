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
/** A page a minute is allowed; the second more makes up for requests that do not travel equally fast. */
const QUOTA = { name: 'steamspy', spacingMs: 61_000 }
/** SteamSpy answers 403 to who is too fast. */
const THROTTLE = [403]
/** Ten times what there is: a list that goes on longer has lost its end. */
const MAX_PAGES = 1_000

/**
 * Opens SteamSpy's list of all games: from its API, from a folder of saved pages where `from` names one, or from the archive.
 *
 * The list cannot tell what changed, and ranks move while it is read: a game that does not come may be there all the same.
 *
 * @throws {Failure} as `openApi` does
 * @see https://steamspy.com/api.php
 */
export const openSteamspy = openApi({ name: 'steamspy', crawl: crawlSteamspy, split: splitSteamspy })

/** Pages up to the first empty one; the next is asked for only once the caller wants it. A checkpoint names the next page. */
async function* crawlSteamspy({ connect, baseUrl, after }: CrawlOptions): Stream<Page> {
  const api = connect({ title: TITLE, baseUrl: baseUrl ?? BASE_URL, quota: QUOTA, throttle: THROTTLE })
  for (let number = Number(after?.page ?? 0); number < MAX_PAGES; number++) {
    const body = await api.get('api.php', { request: 'all', page: number })
    if (isEnd(body)) return
    const content = splitSteamspy(body, { page: number })
    if (!content?.records.length) throw unavailable(TITLE, `it sent something else than games as page ${number}`)
    yield { ...content, checkpoint: { page: number + 1 }, done: number + 1 }
  }
  throw new Failure('source_unavailable', `SteamSpy's list did not end after ${MAX_PAGES} pages. Try again tomorrow.`)
}

/** After the last game the API sends an empty list, which may be written `{}`, `[]` or `null`. */
const isEnd = (body: unknown): boolean => body === null || (typeof body === 'object' && Object.keys(body).length === 0)

/**
 * Splits a page, an object of games keyed by appid, into its records.
 *
 * `row` counts in rising appid: a JSON object forgets the order in which such keys were sent.
 */
function splitSteamspy(body: unknown, position: RecordPosition): Content | undefined {
  if (isEnd(body)) return { records: [], unparsable: [] }
  return isObject(body) ? splitEntries(Object.entries(body), position) : undefined
}
