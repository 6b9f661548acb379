import { Failure } from '#lib/errors'
import type { Checkpoint } from '#seed/contract/record'
import type { ElasticsearchCluster } from './elasticsearch-client'
import { type IndexHit, type IndexSearch, openPointInTime, type PointInTime } from './point-in-time'

const FIRST_HITS = 100
const MOST_HITS = 2000
/** Of one page, unless one document alone has more. */
const PAGE_BYTES = 8 * 1024 * 1024
/** Before every shard's first document: behind a key and this come all documents of that key. */
const BEFORE_ALL = -1
const TIMES_LOST = 2

/** An index to be read through. Without a `sortField` its order is that of its shards, which lasts as long as one point in time. */
export type Index = {
  source: string
  index: string
  query: object
  sortField: string | undefined
  cluster: ElasticsearchCluster
}

/** How far a reading is: documents read, the last key, and the sort values a point in time goes on behind. */
export type IndexPosition = { row: number; key: string | number | undefined; after: readonly unknown[] | undefined }

/** A reading of an index. `next` tells where it began: not at the place asked for where its point in time was lost. */
export type IndexReading = Pick<PointInTime, 'search' | 'close'> & {
  next: (place: IndexPosition) => Promise<{ hits: IndexHit[]; begunAt: IndexPosition }>
}

/** Where reading begins. In the order of shards a checkpoint is worth nothing once its point in time is gone. */
export function placeIn(after: Checkpoint | undefined, { sortField }: Index): IndexPosition {
  if (sortField === undefined) return { row: 0, key: undefined, after: undefined }
  const key = after?.key
  return { row: Number(after?.row ?? 0), key, after: key === undefined ? undefined : [key, BEFORE_ALL] }
}

/** Whether the document of the last key comes again, because its place in the shard is not known. */
export const comesAgain = ({ after }: IndexPosition): boolean => after?.[1] === BEFORE_ALL

/** Begins to read an index in a point in time; one that is lost is opened anew. */
export async function openReading(index: Index): Promise<IndexReading> {
  const { cluster, source } = index
  const open = () => openPointInTime(cluster, source, index.index)
  let moment = await open()
  const takePage = createPager(index, (search) => moment.search(search))
  return {
    search: (search) => moment.search(search),
    close: () => moment.close(),
    async next(place) {
      let begunAt = place
      for (let lost = 0; lost <= TIMES_LOST; lost++) {
        const hits = await takePage(begunAt.after)
        if (hits !== 'lost') return { hits, begunAt }
        moment = await open()
        begunAt = placeIn(checkpointOf(begunAt), index)
      }
      throw momentGone(source)
    },
  }
}

/** What is kept of a place. */
export const checkpointOf = ({ row, key }: Omit<IndexPosition, 'after'>): Checkpoint => ({
  row,
  ...(key !== undefined && { key }),
})

/** Asks for pages: of fewer documents after one that was too long, of more after short ones. */
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

/** What reading ends with when no point in time lasts. */
export const momentGone = (source: string): Failure =>
  new Failure(
    'source_unavailable',
    `The Elasticsearch of ${source} loses its points in time: look at its log, then run the same command again.`,
  )
