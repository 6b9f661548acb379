import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { jsonTextOf } from '#lib/json-text'
import type { Checkpoint, Content, Page, RecordPosition } from '#seed/contract/record'
import { rejectOf } from '#seed/formats/json/record'
import {
  checkpointOf,
  type Index,
  type IndexPosition,
  type IndexReading,
  isSentAgain,
  openReading,
  pointInTimeLost,
  positionAfter,
} from './index-reading'
import type { IndexHit } from './point-in-time'
import { addRecord } from './record'

/** Documents without a key are read in one search, so their number is limited. */
const MOST_KEYLESS = 100

/**
 * Reads the documents of an index in pages, with `search_after` in a point in time that is always closed at the end.
 *
 * Documents are sorted by the key, then by their position in the shard. If the point in time is lost, a new one is opened
 * and reading resumes after the last key. Documents without the key come first.
 *
 * @throws {Failure} `configuration` if two documents have the same key, or more than 100 have none
 */
export async function* readIndexDocuments(index: Index, after: Checkpoint | undefined): Stream<Page> {
  const reading = await openReading(index)
  try {
    const keyless = after ? [] : await readKeyless(index, reading)
    const row = keyless.length
    if (row > 0) yield pageOf(keyless, 0, { row })
    yield* readSorted(index, reading, positionAfter(after ?? { row }, index))
  } finally {
    await reading.close()
  }
}

async function* readSorted(index: Index, reading: IndexReading, start: IndexPosition): Stream<Page> {
  for (let place = start; ; ) {
    const { hits, begunAt } = await reading.next(place)
    const last = hits.at(-1)
    if (!last) return
    const fresh = refuseTies(index, hits, begunAt)
    place = { row: begunAt.row + fresh.length, key: keyOf(last, index), after: last.sort }
    if (fresh.length > 0) yield pageOf(fresh, begunAt.row, checkpointOf(place))
  }
}

async function readKeyless({ source, query, sortField }: Index, { search }: IndexReading): Promise<IndexHit[]> {
  if (sortField === undefined) return []
  const keyless = { bool: { filter: [query], must_not: [{ exists: { field: sortField } }] } }
  const found = await search({ query: keyless, sort: [{ _shard_doc: 'asc' }], size: MOST_KEYLESS + 1 })
  if (typeof found === 'string') throw pointInTimeLost(source)
  if (found.hits.length <= MOST_KEYLESS) return found.hits
  throw new Failure(
    'configuration',
    `More than ${MOST_KEYLESS} documents of ${source} have no value in the key: exclude them with "query", or choose another key.`,
  )
}

function keyOf({ sort: [key] }: IndexHit, { sortField }: Index): string | number | undefined {
  if (sortField === undefined || key === null) return undefined
  return typeof key === 'boolean' ? String(key) : key
}

/** Returns the documents that were not read before. @throws {Failure} `configuration` if two have the same key */
function refuseTies(index: Index, hits: readonly IndexHit[], place: IndexPosition): IndexHit[] {
  if (index.sortField === undefined) return [...hits]
  const keys = hits.map((hit) => keyOf(hit, index))
  const isKnown = isSentAgain(place) && keys[0] === place.key
  const fresh = keys.slice(isKnown ? 1 : 0)
  if ([place.key, ...fresh].every((key, at, all) => at === 0 || key !== all[at - 1])) return hits.slice(isKnown ? 1 : 0)
  throw new Failure(
    'configuration',
    `Two documents of ${index.source} have the same key: choose a field for "key" that differs in each document, or _id.`,
  )
}

function addDocument(content: Content, document: object, position: RecordPosition): void {
  const text = jsonTextOf(document)
  if (text !== undefined) addRecord(content, text, position)
  else content.unparsable.push({ reject: rejectOf('too_deep'), text: '', position })
}

function pageOf(hits: readonly IndexHit[], row: number, checkpoint: Checkpoint): Page {
  const content: Content = { records: [], unparsable: [] }
  for (const [at, { _id, _source }] of hits.entries()) addDocument(content, { _id, ..._source }, { row: row + at })
  return { ...content, checkpoint, done: row + hits.length }
}
