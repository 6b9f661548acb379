import { isObject } from '#lib/json-object'
import { type Api, type RequestOutcome, unavailable } from '#seed/api/client'
import type { Content, RecordPosition, Reject, Unparsable } from '#seed/contract/record'
import { statementsQuery } from './query'
import { splitWikidata } from './split'

/** Name in messages, in place of the URL. */
export const WIKIDATA_TITLE = 'Wikidata'

/** Items that fail alone, before any item succeeds, after which the service counts as down. */
const OUTAGE = 3

/** Number of items of one chunk that succeeded and failed so far. */
type Tally = { succeeded: number; failed: number }

/** Sends one query. */
export const queryWikidata = (api: Api, query: string): Promise<RequestOutcome> =>
  api.ask({
    path: 'sparql',
    body: new URLSearchParams({ query }).toString(),
    contentType: 'application/x-www-form-urlencoded',
  })

/**
 * Returns the statements of some items as records. A query that is too large for the service is split in halves, down to single
 * items. An item that fails alone becomes a reject, so every item ends as a record or a reject.
 *
 * @throws {Failure} `source_unavailable` if the query fails for another reason than its size, or if 3 items fail alone before
 * any succeeds
 */
export const hydrate = (api: Api, numbers: readonly number[], position: RecordPosition): Promise<Content> =>
  hydratePart(api, numbers, position, { succeeded: 0, failed: 0 })

async function hydratePart(
  api: Api,
  numbers: readonly number[],
  position: RecordPosition,
  tally: Tally,
): Promise<Content> {
  const outcome = await queryWikidata(api, statementsQuery(numbers))
  if (outcome.ok) return recordsOfResponse(outcome.json, numbers, position, tally)
  if (!isTooMuch(outcome)) throw unavailable(WIKIDATA_TITLE, outcome.fault)
  if (numbers.length > 1) return inHalves(api, numbers, position, tally)
  tally.failed += 1
  if (tally.succeeded === 0 && tally.failed >= OUTAGE) throw unavailable(WIKIDATA_TITLE, outcome.fault)
  return { records: [], unparsable: numbers.map((number) => rejected(number, position, UNANSWERABLE)) }
}

async function inHalves(
  api: Api,
  numbers: readonly number[],
  position: RecordPosition,
  tally: Tally,
): Promise<Content> {
  const half = Math.ceil(numbers.length / 2)
  const first = await hydratePart(api, numbers.slice(0, half), position, tally)
  const second = await hydratePart(api, numbers.slice(half), position, tally)
  return { records: [...first.records, ...second.records], unparsable: [...first.unparsable, ...second.unparsable] }
}

/** True if a smaller query may succeed: the response was cut off, or the service failed. */
export const isTooMuch = ({ status }: { status?: number | undefined }): boolean =>
  status !== undefined && (status === 200 || status >= 500)

/** Returns the records of a response, and a reject for each item that is missing from it. */
function recordsOfResponse(json: unknown, numbers: readonly number[], position: RecordPosition, tally: Tally): Content {
  const content = splitWikidata(json, position)
  if (!content) throw unavailable(WIKIDATA_TITLE, 'it did not send a result of the query')
  tally.succeeded += numbers.length
  const found = new Set(content.records.map(({ value }) => isObject(value) && value.id))
  const missing = numbers.filter((number) => !found.has(`Q${number}`))
  return {
    records: content.records,
    unparsable: [...content.unparsable, ...missing.map((number) => rejected(number, position, UNDESCRIBED))],
  }
}

const UNANSWERABLE: Reject = {
  code: 'unanswerable',
  message: 'The query service fails for this item, even if it is queried alone.',
}
const UNDESCRIBED: Reject = {
  code: 'undescribed',
  message: 'The item was listed, but the query for its statements returned nothing.',
}

const rejected = (number: number, position: RecordPosition, reject: Reject): Unparsable => ({
  reject,
  text: JSON.stringify({ id: `Q${number}` }),
  position,
  key: `Q${number}`,
})
