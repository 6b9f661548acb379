import { pageOfReviewPairs } from '#db/match/review'
import type { Dependencies } from '#src/dependencies'
import { cursorScope, readPage } from '#src/http/page'
import type { ReviewPage, ReviewQuery } from './model'

/**
 * Returns one page of review pairs, highest match weight first; `bad_cursor` if the cursor does not belong to this
 * list.
 */
export const listReviewPage = (
  { stores, cursors }: Dependencies,
  query: ReviewQuery,
): Promise<ReviewPage | 'bad_cursor'> =>
  readPage(cursors, query, {
    scope: cursorScope('review', query),
    rowsAfter: (after, limit) =>
      pageOfReviewPairs(stores.db, after && { score: Number(after[0]), id: Number(after[1]) }, limit),
    positionOf: ({ score, id }) => [score, id],
  })
