import { adviceOnField, parseOverride } from '#catalogue/decision/overridable'
import { parseRelated } from '#catalogue/decision/relation-override'
import { type DecisionBy, overrideField, removeOverride } from '#db/decision/curate'
import { overrideRelated } from '#db/decision/curate-related'
import type { DecisionOutcome } from '#db/decision/execute'
import { listDecisions } from '#db/decision/queries'
import type { Stores } from '#db/stores'
import type { Dependencies } from '#src/dependencies'
import { readPage } from '#src/http/page'
import type { DecisionListQuery, DecisionPage } from './model'

/** Returns one page of decisions, oldest first; `bad_cursor` if the cursor does not belong to this list. */
export const listDecisionPage = (
  { stores, cursors }: Dependencies,
  query: DecisionListQuery,
): Promise<DecisionPage | 'bad_cursor'> =>
  readPage(cursors, query, {
    cursorScope: 'decisions',
    rowsAfter: (after, limit) =>
      listDecisions(stores.db, after && { decidedAt: String(after[0]), id: String(after[1]) }, limit),
    positionOf: ({ decidedAt, id }) => [decidedAt, id],
  })

type OverridePath = { slug: string; field: string }

/** Overrides a field of a game. `message` in the result explains why the field cannot have this value: nothing is changed then. */
export async function overrideGame(
  stores: Stores,
  { slug, field }: OverridePath,
  value: unknown,
  by: DecisionBy,
): Promise<DecisionOutcome | { message: string }> {
  if (field === 'related') {
    const parsed = parseRelated(value)
    return parsed.ok ? overrideRelated(stores, slug, parsed.related, by) : parsed
  }
  const parsed = parseOverride(field, value)
  return parsed.ok ? overrideField(stores, slug, parsed, by) : parsed
}

/** Removes the override of a field of a game. `message` in the result explains why the field cannot have one. */
export async function removeGameOverride(
  stores: Stores,
  { slug, field }: OverridePath,
  by: DecisionBy,
): Promise<DecisionOutcome | { message: string }> {
  const message = adviceOnField(field)
  return message === undefined ? removeOverride(stores, slug, field, by) : { message }
}
