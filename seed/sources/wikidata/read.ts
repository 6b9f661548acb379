import type { Stream } from '#lib/iterate'
import { type Api, unavailable } from '#seed/api/client'
import type { CrawlOptions } from '#seed/api/definition'
import type { JudgeResponse } from '#seed/api/response'
import { openApi } from '#seed/api/source'
import { userAgent } from '#seed/api/user-agent'
import type { Page } from '#seed/contract/record'
import { askFor, hydrate, isTooMuch, WIKIDATA_TITLE } from './hydrate'
import { itemCountQuery, itemsAfter } from './query'
import { bindingsOf, bindingText, itemNumber, splitWikidata } from './split'

const BASE_URL = 'https://query.wikidata.org'
/**
 * Allowed are 60 s of query time and 30 errors a minute, and 5 queries at once. One query at a time cannot take more than 60 s of
 * a minute, whatever it costs; the pause keeps even a minute of nothing but errors below 30.
 */
const QUOTA = { name: 'wikidata', spacingMs: 2_500 }
/** The service ends a query after 60 s: who gives up earlier leaves it running there beside the next one. */
const TIMEOUT_MS = 75_000
const ACCEPT = 'application/sparql-results+json'
const LISTED_AT_A_TIME = 10_000
const FEWEST_LISTED = 1_000
const ITEMS_AT_A_TIME = 200
/** The query service follows the edits of Wikidata with a delay. */
const OVERLAP_MS = 24 * 3_600_000

/**
 * Opens the games of Wikidata: from its query service, from saved answers where `from` names some, or from the archive.
 *
 * @throws {Failure} as `openApi` does
 * @see https://www.mediawiki.org/wiki/Wikidata_Query_Service/User_Manual
 */
export const openWikidata = openApi({
  name: 'wikidata',
  crawl: crawlWikidata,
  split: splitWikidata,
  overlapMs: OVERLAP_MS,
  complete: true,
})

/** Lists items by their numbers, and asks for what is said of them 200 at a time. A checkpoint names the last one read. */
async function* crawlWikidata({ connect, baseUrl, credentials, since, after }: CrawlOptions): Stream<Page> {
  const headers = { 'user-agent': userAgent(credentials.PUBLIC_URL ?? ''), accept: ACCEPT }
  const api = connect({
    ...{ title: WIKIDATA_TITLE, baseUrl: baseUrl ?? BASE_URL, quota: QUOTA, headers },
    ...{ judge: judgeWikidata, timeoutMs: TIMEOUT_MS, tries: 4 },
  })
  const total = await totalOf(api, since)
  let done = Number(after?.done ?? 0)
  for await (const numbers of chunksAfter(api, Number(after?.item ?? 0), since)) {
    const content = await hydrate(api, numbers, { page: numbers[0] ?? 0 })
    done += numbers.length
    yield { ...content, checkpoint: { item: numbers.at(-1) ?? 0, done }, done, ...(total !== undefined && { total }) }
  }
}

/** A figure for the progress alone, so that no run fails for it. */
async function totalOf(api: Api, since: Date | undefined): Promise<number | undefined> {
  const outcome = await askFor(api, itemCountQuery(since))
  const [row] = (outcome.ok && bindingsOf(outcome.json)) || []
  const count = Number(row && bindingText(row, 'count'))
  return Number.isSafeInteger(count) ? count : undefined
}

async function* chunksAfter(api: Api, after: number, since: Date | undefined): Stream<number[]> {
  for (let last = after; ; ) {
    const numbers = await listAfter(api, last, since)
    if (numbers.length === 0) return
    for (let at = 0; at < numbers.length; at += ITEMS_AT_A_TIME) yield numbers.slice(at, at + ITEMS_AT_A_TIME)
    last = numbers.at(-1) ?? last
  }
}

/** The next numbers after one of them; fewer at a time where that is too much. */
async function listAfter(api: Api, last: number, since: Date | undefined, limit = LISTED_AT_A_TIME): Promise<number[]> {
  const outcome = await askFor(api, itemsAfter(last, since, limit))
  if (!outcome.ok) {
    if (isTooMuch(outcome) && limit > FEWEST_LISTED) return listAfter(api, last, since, Math.ceil(limit / 2))
    throw unavailable(WIKIDATA_TITLE, outcome.fault)
  }
  const bindings = bindingsOf(outcome.json)
  const numbers = bindings?.map((row) => itemNumber(bindingText(row, 'item') ?? ''))
  if (!numbers?.every((number, at) => number > (numbers[at - 1] ?? last)))
    throw unavailable(WIKIDATA_TITLE, 'it sent something else than a list of items')
  return numbers
}

const POLICY = /robot policy/i
const TIMEOUT = 'java.util.concurrent.TimeoutException'

/** A timeout comes with any status, 200 included, and a stack trace after what was ready by then; a stranger is told the policy. */
const judgeWikidata: JudgeResponse = (status, text) => {
  if (text.includes(TIMEOUT)) return { fault: 'the query took it too long', retryable: false }
  if ((status === 403 || status === 429) && POLICY.test(text))
    return {
      fault: 'it wants a contact that its operators can reach in the User-Agent (its robot policy)',
      retryable: false,
    }
  return undefined
}
