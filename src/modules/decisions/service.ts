import { listDecisions } from '#db/decision/queries'
import type { Dependencies } from '../../http/dependencies'
import { numberOf } from '../../http/wire'
import type { DecisionListQuery, DecisionPage } from './model'

const PAGE_SIZE = 20
const ORDER = 'decisions'

/** One page of decisions, oldest first; `bad_cursor` where the cursor is not of this list. */
export async function listAll(
  { stores, cursors }: Dependencies,
  query: DecisionListQuery,
): Promise<DecisionPage | 'bad_cursor'> {
  const limit = numberOf(query.limit) ?? PAGE_SIZE
  const after = query.cursor === undefined ? undefined : cursors.open(ORDER, query.cursor)
  if (query.cursor !== undefined && !after) return 'bad_cursor'
  const place = after && { decidedAt: String(after[0]), id: String(after[1]) }
  const rows = await listDecisions(stores.db, place, limit + 1)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next: last ? cursors.close(ORDER, [last.decidedAt, last.id]) : null }
}
