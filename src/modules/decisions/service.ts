import { parseLock } from '#catalogue/decision/lockable'
import { parseRelated } from '#catalogue/decision/relation-lock'
import { type Curator, fixField } from '#db/decision/curate'
import { fixRelated } from '#db/decision/curate-related'
import type { Outcome } from '#db/decision/execute'
import { listDecisions } from '#db/decision/queries'
import type { Stores } from '#db/stores'
import type { Dependencies } from '#src/http/dependencies'
import { readPage } from '#src/http/page'
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

/** Gives a member of a game the value that a person wants it to have, or tells in words why it cannot have that. */
export async function fixMember(
  stores: Stores,
  { slug, field }: { slug: string; field: string },
  value: unknown,
  by: Curator,
): Promise<Outcome | { says: string }> {
  if (field === 'related') {
    const parsed = parseRelated(value)
    return parsed.ok ? fixRelated(stores, slug, parsed.related, by) : parsed
  }
  const parsed = parseLock(field, value)
  return parsed.ok ? fixField(stores, slug, parsed, by) : parsed
}
