import { Failure } from '#lib/errors'
import type { Checkpoint } from '#seed/contract/record'
import type { ElasticsearchCluster } from './elasticsearch-client'
import { type IndexHit, type IndexSearch, openPointInTime, type PointInTime } from './point-in-time'

/** Documents of the first page, and most documents of any page. */
const FIRST_HITS = 100
const MOST_HITS = 2000
/** Most bytes of a page, unless a single document is longer. */
const PAGE_BYTES = 8 * 1024 * 1024
/**
 * A position before the first document of every shard: searching after a key and this returns all documents of that
 * key.
 */
const BEFORE_FIRST = -1
/** Points in time that may be lost in a row, for one page. */
const TIMES_LOST = 2

/**
 * An index to read. Without a `sortField` its order is that of its shards, which is valid within one point in time
 * only.
 */
export type Index = {
  source: string
  index: string
  query: object
  sortField: string | undefined
  cluster: ElasticsearchCluster
}

/** Progress of reading: documents read, the last key, and the sort values to continue after in this point in time. */
export type IndexPosition = { row: number; key: string | number | undefined; after: readonly unknown[] | undefined }

/**
 * An index being read. `next` also returns where its page begins: earlier than asked for if the point in time was lost.
 */
export type IndexReading = Pick<PointInTime, 'search' | 'close'> & {
  next: (place: IndexPosition) => Promise<{ hits: IndexHit[]; begunAt: IndexPosition }>
}

/**
 * Returns the position after a checkpoint. Without a `sortField` that is the beginning, since its point in time is
 * gone.
 */
export function positionAfter(after: Checkpoint | undefined, { sortField }: Index): IndexPosition {
  if (sortField === undefined) return { row: 0, key: undefined, after: undefined }
  const key = after?.key
  return { row: Number(after?.row ?? 0), key, after: key === undefined ? undefined : [key, BEFORE_FIRST] }
}

/**
 * True if the next page begins with the document of the last key again, because its position in the shard is unknown.
 */
export const isSentAgain = ({ after }: IndexPosition): boolean => after?.[1] === BEFORE_FIRST

/** Opens an index for reading, in a point in time that is replaced when it is lost. */
export async function openReading(index: Index): Promise<IndexReading> {
  const { cluster, source } = index
  const open = () => openPointInTime(cluster, source, index.index)
  let pointInTime = await open()
  const takePage = createPager(index, (search) => pointInTime.search(search))
  return {
    search: (search) => pointInTime.search(search),
    close: () => pointInTime.close(),
    async next(place) {
      let begunAt = place
      for (let lost = 0; lost <= TIMES_LOST; lost++) {
        const hits = await takePage(begunAt.after)
        if (hits !== 'lost') return { hits, begunAt }
        pointInTime = await open()
        begunAt = positionAfter(checkpointOf(begunAt), index)
      }
      throw pointInTimeLost(source)
    },
  }
}

/** Returns the checkpoint of a position: the row and the key. */
export const checkpointOf = ({ row, key }: Omit<IndexPosition, 'after'>): Checkpoint => ({
  row,
  ...(key !== undefined && { key }),
})

/** Returns a function that reads a page: of fewer documents after one that was too long, of more after short ones. */
function createPager(index: Index, search: PointInTime['search']) {
  const order = orderOf(index)
  let size = FIRST_HITS
  const takePage = async (after: readonly unknown[] | undefined): Promise<IndexHit[] | 'lost'> => {
    const found = await search({ ...order, after, size, ...(size > 1 && { maxBytes: PAGE_BYTES }) })
    if (found === 'lost') return found
    size = sizeAfter(size, found)
    return found === 'too_long' ? takePage(after) : found.hits
  }
  return takePage
}

function sizeAfter(size: number, found: { bytes: number } | 'too_long'): number {
  if (found === 'too_long') return Math.max(1, size >> 2)
  return found.bytes * 4 < PAGE_BYTES ? Math.min(MOST_HITS, size * 2) : size
}

function orderOf({ query, sortField }: Index): Pick<IndexSearch, 'query' | 'sort'> {
  const byShard = { _shard_doc: 'asc' }
  if (sortField === undefined) return { query, sort: [byShard] }
  return {
    query: { bool: { filter: [query, { exists: { field: sortField } }] } },
    sort: [{ [sortField]: 'asc' }, byShard],
  }
}

/** Returns the failure of an index whose points in time are lost again and again. */
export const pointInTimeLost = (source: string): Failure =>
  new Failure(
    'source_unavailable',
    `The Elasticsearch of ${source} does not keep a point in time open: look at its log, then run the same command again.`,
  )
