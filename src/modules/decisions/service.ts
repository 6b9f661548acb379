import { listDecisions } from '#db/decision/queries'
import type { Dependencies } from '../../http/dependencies'
import { readPage } from '../../http/page'
import type { DecisionListQuery, DecisionPage } from './model'

/** One page of decisions, oldest first; `bad_cursor` where the cursor is not of this list. */
export const listAll = (
  { stores, cursors }: Dependencies,
  query: DecisionListQuery,
): Promise<DecisionPage | 'bad_cursor'> =>
  readPage(cursors, query, {
    order: 'decisions',
    rowsAfter: (after, limit) =>
      listDecisions(stores.db, after && { decidedAt: String(after[0]), id: String(after[1]) }, limit),
    positionOf: ({ decidedAt, id }) => [decidedAt, id],
  })
