import { countRefusals, listRefused } from '#db/quarantine/queries'
import { listRuns } from '#db/run/queries'
import type { Db } from '#db/stores'
import type { Dependencies } from '#src/dependencies'
import { parseDigits } from '#src/http/digits'
import { cursorScope, isForeignCursor, readPage } from '#src/http/page'
import { listed } from '#src/wire/fields'
import { type FilterRefusal, isFilterRefusal, resolveSources } from '#src/wire/filter-resolution'
import type { QuarantinedRecord, QuarantinePage, QuarantineQuery, RefusalReasons } from './model'

/**
 * Returns one page of the records in quarantine, oldest first; `bad_cursor` if the cursor does not belong to this list and its filters.
 */
export async function listRefusedPage(
  { stores, cursors, filterWords }: Dependencies,
  query: QuarantineQuery,
): Promise<QuarantinePage | 'bad_cursor' | FilterRefusal> {
  const scope = cursorScope('quarantine', query)
  const asked = await resolveSources(filterWords, query)
  if (isFilterRefusal(asked)) return isForeignCursor(cursors, scope, query) ? 'bad_cursor' : asked
  const run = parseDigits(query.run)
  const filter = { ...asked, codes: listed(query.reason), run }
  const page = await readPage(cursors, query, {
    scope,
    rowsAfter: (after, limit) => listRefused(stores.db, filter, Number(after?.[0] ?? 0), limit),
    positionOf: ({ id }) => [id],
  })
  if (page === 'bad_cursor') return page
  if (run !== undefined && page.items.length === 0 && !(await runExists(stores.db, run))) return NO_SUCH_RUN
  return { ...page, items: page.items.map(toRefused) }
}

/** Returns the reasons of the records in quarantine with their numbers, the most frequent first. */
export async function listRefusalReasons({ stores }: Dependencies): Promise<RefusalReasons> {
  const counts = await countRefusals(stores.db, undefined)
  return { items: counts.map(({ code, count, ...of }) => ({ ...of, reason: code, records: count })) }
}

const runExists = async (db: Db, id: number): Promise<boolean> => (await listRuns(db, { id })).length > 0

const EXPECTED_RUN = 'the id of a run, as /v1/runs lists them'
const NO_SUCH_RUN: FilterRefusal = {
  detail: `run: no run has this id; it takes: ${EXPECTED_RUN}.`,
  faults: [{ in: 'query', name: 'run', expected: EXPECTED_RUN }],
}

type Row = Awaited<ReturnType<typeof listRefused>>[number]

const toRefused = ({ code, refusedAt, ...refused }: Row): QuarantinedRecord => ({
  ...refused,
  reason: code,
  refusedAt: refusedAt.toISOString(),
})
