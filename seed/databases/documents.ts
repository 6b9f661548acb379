import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import type { Checkpoint, Content, Page } from '#seed/contract/record'
import {
  checkpointOf,
  comesAgain,
  type Index,
  type IndexPosition,
  type IndexReading,
  momentGone,
  openReading,
  placeIn,
} from './index-reading'
import type { IndexHit } from './point-in-time'
import { addRecord } from './record'

/** Documents without a key are read in one go, so there may not be many. */
const MOST_KEYLESS = 100

/**
 * The documents of an index in pages, by search_after in a point in time, which is closed at the end whatever happens.
 *
 * A point in time that is lost is opened anew, and reading goes on behind the last key: the key decides the order, the
 * place in the shard only between documents of one key. Documents without the key come first.
 *
 * @throws {Failure} `configuration` when two documents have one key, or more than 100 have none
 */
export async function* readIndexDocuments(index: Index, after: Checkpoint | undefined): Stream<Page> {
  const reading = await openReading(index)
  try {
    const keyless = after ? [] : await readKeyless(index, reading)
    const row = keyless.length
    if (row > 0) yield pageOf(keyless, 0, { row })
    yield* readSorted(index, reading, placeIn(after ?? { row }, index))
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
  if (typeof found === 'string') throw momentGone(source)
  if (found.hits.length <= MOST_KEYLESS) return found.hits
  throw new Failure(
    'configuration',
    `More than ${MOST_KEYLESS} documents of ${source} have no value in the key: leave them out by "query", or name another key.`,
  )
}

function keyOf({ sort: [key] }: IndexHit, { sortField }: Index): string | number | undefined {
  if (sortField === undefined || key === null) return undefined
  return typeof key === 'boolean' ? String(key) : key
}

/** The documents that were not read before, none of which may have the key of another. */
function refuseTies(index: Index, hits: readonly IndexHit[], place: IndexPosition): IndexHit[] {
  if (index.sortField === undefined) return [...hits]
  const keys = hits.map((hit) => keyOf(hit, index))
  const isKnown = comesAgain(place) && keys[0] === place.key
  const fresh = keys.slice(isKnown ? 1 : 0)
  if ([place.key, ...fresh].every((key, at, all) => at === 0 || key !== all[at - 1])) return hits.slice(isKnown ? 1 : 0)
  throw new Failure(
    'configuration',
    `Two documents of ${index.source} have the same key: name a field in "key" that is different in each, or _id.`,
  )
}

function pageOf(hits: readonly IndexHit[], row: number, checkpoint: Checkpoint): Page {
  const content: Content = { records: [], unparsable: [] }
  for (const [at, { _id, _source }] of hits.entries())
    addRecord(content, JSON.stringify({ _id, ..._source }), { row: row + at })
  return { ...content, checkpoint, done: row + hits.length }
}
