import { pageOfReviews } from '#db/match/review'
import type { Dependencies } from '../../http/dependencies'
import { numberOf } from '../../http/wire'
import type { ReviewPage, ReviewQuery } from './model'

const PAGE_SIZE = 20
const ORDER = 'review'

/** One page of doubts, the strongest first; `bad_cursor` where the cursor is not of this list. */
export async function listDoubts(
  { stores, cursors }: Dependencies,
  query: ReviewQuery,
): Promise<ReviewPage | 'bad_cursor'> {
  const limit = numberOf(query.limit) ?? PAGE_SIZE
  const after = query.cursor === undefined ? undefined : cursors.open(ORDER, query.cursor)
  if (query.cursor !== undefined && !after) return 'bad_cursor'
  const place = after && { score: Number(after[0]), id: Number(after[1]) }
  const rows = await pageOfReviews(stores.db, place, limit + 1)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next: last ? cursors.close(ORDER, [last.score, last.id]) : null }
}
