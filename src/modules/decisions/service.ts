import { adviceOnField, parseOverride } from '#catalogue/decision/overridable'
import { parseRelated } from '#catalogue/decision/relation-override'
import { refName } from '#catalogue/match/rules'
import { type DecisionBy, overrideField, removeOverride } from '#db/decision/curate'
import { overrideRelated } from '#db/decision/curate-related'
import { type DecisionOutcome, recordsOf } from '#db/decision/execute'
import { listNamedRecords } from '#db/decision/named-records'
import { type Decision, type DecisionFilters, pageOfDecisions } from '#db/decision/queries'
import type { DecisionKind } from '#db/decision/table'
import { resolveRedirect } from '#db/game/redirect'
import type { Db, Stores } from '#db/stores'
import type { Dependencies } from '#src/dependencies'
import { cursorScope, isForeignCursor, readPage } from '#src/http/page'
import { listed } from '#src/wire/fields'
import { parseInstant } from '#src/wire/instant'
import type { DecisionListQuery, DecisionPage, ListedDecision } from './model'

/**
 * Returns one page of decisions, newest first; `bad_cursor` if the cursor does not belong to this list and its filters, `no_such_game` if the query
 * names a game that does not exist.
 */
export async function listDecisionPage(
  { stores, cursors }: Dependencies,
  query: DecisionListQuery,
): Promise<DecisionPage | 'bad_cursor' | 'no_such_game'> {
  const scope = cursorScope('decisions:-decidedAt', query)
  const game = query.game === undefined ? undefined : await resolveRedirect(stores.db, query.game)
  if (query.game !== undefined && !game) return isForeignCursor(cursors, scope, query) ? 'bad_cursor' : 'no_such_game'
  const filters = { ...filtersOf(query), ...(game && { game: game.id }) }
  const page = await readPage(cursors, query, {
    scope,
    rowsAfter: (after, limit) =>
      pageOfDecisions(stores.db, filters, after && { decidedAt: String(after[0]), id: String(after[1]) }, limit),
    positionOf: ({ position, id }) => [position, id],
  })
  if (page === 'bad_cursor') return page
  const decisions = page.items.map(({ position: _, ...decision }) => decision)
  return { ...page, items: await withRecords(stores.db, decisions) }
}

/** Adds the records that decisions name, as the catalogue has them now. */
async function withRecords(db: Db, decisions: readonly Decision[]): Promise<ListedDecision[]> {
  const named = await listNamedRecords(db, decisions.flatMap(recordsOf))
  const byName = new Map(named.map((record) => [refName(record), record]))
  return decisions.map((decision) => ({
    ...decision,
    records: [...new Set(recordsOf(decision).map(refName))].flatMap((name) => byName.get(name) ?? []),
  }))
}

function filtersOf({ author, kind, state, since }: DecisionListQuery): DecisionFilters {
  return {
    ...(author !== undefined && { author }),
    ...(kind !== undefined && { kind: listed(kind) as DecisionKind[] }), // safe: the pattern of the parameter lets only kinds pass
    ...(state !== undefined && { isUndone: state === 'undone' }),
    ...(since !== undefined && { since: parseInstant(since) }),
  }
}

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
