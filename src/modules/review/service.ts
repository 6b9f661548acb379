import { pageOfReviewPairs } from '#db/match/review'
import type { Dependencies } from '#src/http/dependencies'
import { readPage } from '#src/http/page'
import type { ReviewPage, ReviewQuery } from './model'

/** One page of doubts, the strongest first; `bad_cursor` where the cursor is not of this list. */
export const listDoubts = ({ stores, cursors }: Dependencies, query: ReviewQuery): Promise<ReviewPage | 'bad_cursor'> =>
  readPage(cursors, query, {
    order: 'review',
    rowsAfter: (after, limit) =>
      pageOfReviewPairs(stores.db, after && { score: Number(after[0]), id: Number(after[1]) }, limit),
    positionOf: ({ score, id }) => [score, id],
  })
