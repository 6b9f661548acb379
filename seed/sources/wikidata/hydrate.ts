import { isObject } from '#lib/json-object'
import { type Api, type RequestOutcome, unavailable } from '#seed/api/client'
import type { Content, RecordPosition, Unparsable } from '#seed/contract/record'
import { statementsOf } from './query'
import { splitWikidata } from './split'

/** What the query service is called in messages. */
export const WIKIDATA_TITLE = 'Wikidata'

/** So many items that fail by themselves, while none is answered, are not to blame: the service is down. */
const OUTAGE = 3

/** How the items of one chunk fared so far. */
type Tally = { answered: number; refused: number }

/** Asks one query. */
export const askFor = (api: Api, query: string): Promise<RequestOutcome> =>
  api.ask({
    path: 'sparql',
    body: new URLSearchParams({ query }).toString(),
    contentType: 'application/x-www-form-urlencoded',
  })

/**
 * What Wikidata says of some items. A query that is too much for it is asked in halves, down to single items; one that fails even
 * by itself is refused and kept, so that every item ends as a record or a reject.
 *
 * @throws {Failure} `source_unavailable` where not the size of the query is to blame
 */
export const hydrate = (api: Api, numbers: readonly number[], position: RecordPosition): Promise<Content> =>
  hydratePart(api, numbers, position, { answered: 0, refused: 0 })

async function hydratePart(
  api: Api,
  numbers: readonly number[],
  position: RecordPosition,
  tally: Tally,
): Promise<Content> {
  const outcome = await askFor(api, statementsOf(numbers))
  if (outcome.ok) return answered(outcome.json, numbers, position, tally)
  if (!isTooMuch(outcome)) throw unavailable(WIKIDATA_TITLE, outcome.fault)
  if (numbers.length > 1) return inHalves(api, numbers, position, tally)
  tally.refused += 1
  if (tally.answered === 0 && tally.refused >= OUTAGE) throw unavailable(WIKIDATA_TITLE, outcome.fault)
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

/** Whether a smaller query may succeed: an answer broke off, or the service failed over it. */
export const isTooMuch = ({ status }: { status?: number | undefined }): boolean =>
  status !== undefined && (status === 200 || status >= 500)

/** The records of an answer; an item it says nothing of is refused. */
function answered(json: unknown, numbers: readonly number[], position: RecordPosition, tally: Tally): Content {
  const content = splitWikidata(json, position)
  if (!content) throw unavailable(WIKIDATA_TITLE, 'it sent something else than an answer to the query')
  tally.answered += numbers.length
  const told = new Set(content.records.map(({ value }) => isObject(value) && value.id))
  const missing = numbers.filter((number) => !told.has(`Q${number}`))
  return {
    records: content.records,
    unparsable: [...content.unparsable, ...missing.map((number) => rejected(number, position, UNDESCRIBED))],
  }
}

const UNANSWERABLE = { code: 'unanswerable', message: 'The query service fails over this item, even by itself.' }
const UNDESCRIBED = {
  code: 'undescribed',
  message: 'It was listed, but is no game any more by the time it was asked for.',
}

const rejected = (number: number, position: RecordPosition, reject: Unparsable['reject']): Unparsable => ({
  reject,
  text: JSON.stringify({ id: `Q${number}` }),
  position,
  key: `Q${number}`,
})
