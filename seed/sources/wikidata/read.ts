import type { Stream } from '#lib/iterate'
import { type Api, unavailable } from '#seed/api/client'
import type { CrawlOptions } from '#seed/api/definition'
import type { JudgeResponse } from '#seed/api/response'
import { openApi } from '#seed/api/source'
import { userAgent } from '#seed/api/user-agent'
import type { Page } from '#seed/contract/record'
import { hydrate, isTooMuch, queryWikidata, WIKIDATA_TITLE } from './hydrate'
import { itemCountQuery, itemsAfterQuery } from './query'
import { bindingsOf, bindingText, itemNumber, splitWikidata } from './split'

const BASE_URL = 'https://query.wikidata.org'
/**
 * Wikidata allows 60 s of query time and 30 errors per minute, and 5 parallel queries. One query at a time cannot use more than
 * 60 s per minute. The spacing keeps even a minute of errors only below 30.
 */
const QUOTA = { name: 'wikidata', spacingMs: 2_500 }
/** The service ends a query after 60 s. With a shorter timeout, the query would go on there in parallel to the next one. */
const TIMEOUT_MS = 75_000
const ACCEPT = 'application/sparql-results+json'
/** Item numbers per query; halved after a query that was too large, as long as they are more than the second number. */
const LISTED_AT_A_TIME = 10_000
const FEWEST_LISTED = 1_000
/** Items per query for statements. */
const ITEMS_AT_A_TIME = 200
/** The query service shows edits of Wikidata with a delay. */
const OVERLAP_MS = 24 * 3_600_000

/**
 * Opens the games of Wikidata: from its query service, from saved responses if `from` names some, or from archived responses.
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

/** Lists items by number and reads their statements, 200 items at a time. A checkpoint is the number of the last item read. */
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

/** Returns the number of items, for the progress only: `undefined` if the query fails, and the run goes on. */
async function totalOf(api: Api, since: Date | undefined): Promise<number | undefined> {
  const outcome = await queryWikidata(api, itemCountQuery(since))
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

/** Returns the next item numbers after `last`; fewer at a time if the query is too large. */
async function listAfter(api: Api, last: number, since: Date | undefined, limit = LISTED_AT_A_TIME): Promise<number[]> {
  const outcome = await queryWikidata(api, itemsAfterQuery(last, since, limit))
  if (!outcome.ok) {
    if (isTooMuch(outcome) && limit > FEWEST_LISTED) return listAfter(api, last, since, Math.ceil(limit / 2))
    throw unavailable(WIKIDATA_TITLE, outcome.fault)
  }
  const bindings = bindingsOf(outcome.json)
  const numbers = bindings?.map((row) => itemNumber(bindingText(row, 'item') ?? ''))
  if (!numbers?.every((number, at) => number > (numbers[at - 1] ?? last)))
    throw unavailable(WIKIDATA_TITLE, 'it did not send a list of items')
  return numbers
}

const POLICY = /robot policy/i
const TIMEOUT = 'java.util.concurrent.TimeoutException'

/**
 * Explains a response. A timeout may have any status, also 200, with a stack trace after partial data. A User-Agent without a
 * contact gets the robot policy.
 */
const judgeWikidata: JudgeResponse = (status, text) => {
  if (text.includes(TIMEOUT)) return { fault: 'the query took too long', retryable: false }
  if ((status === 403 || status === 429) && POLICY.test(text))
    return {
      fault: 'its robot policy requires a contact in the User-Agent that its operators can reach: check PUBLIC_URL',
      retryable: false,
    }
  return undefined
}
