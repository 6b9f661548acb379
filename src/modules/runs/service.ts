import { listRuns, type RunSummary } from '#db/run/queries'
import type { RunStatus } from '#db/run/table'
import type { Dependencies } from '#src/dependencies'
import { cursorScope, isForeignCursor, readPage } from '#src/http/page'
import { listed } from '#src/wire/fields'
import { type FilterRefusal, isFilterRefusal, resolveSources } from '#src/wire/filter-resolution'
import type { Run, RunListQuery, RunPage } from './model'

/** Addresses, with everything that can be their scheme. */
const URLS = /(?<![a-z0-9+.-])[a-z0-9+.-]*:\/\/\S+/gi

/** Returns one page of runs, newest first; `bad_cursor` if the cursor does not belong to this list and its filters. */
export async function listRunPage(
  { stores, cursors, filterWords }: Dependencies,
  query: RunListQuery,
): Promise<RunPage | 'bad_cursor' | FilterRefusal> {
  const scope = cursorScope('runs', query)
  const asked = await resolveSources(filterWords, query)
  if (isFilterRefusal(asked)) return isForeignCursor(cursors, scope, query) ? 'bad_cursor' : asked
  const statuses = listed(query.status) as RunStatus[] | undefined // safe: the pattern of the parameter lets only statuses pass
  const page = await readPage(cursors, query, {
    scope,
    rowsAfter: (after, limit) => listRuns(stores.db, { ...asked, statuses, before: after && Number(after[0]), limit }),
    positionOf: ({ id }) => [id],
  })
  return page === 'bad_cursor' ? page : { ...page, items: page.items.map(toRun) }
}

/** Returns the run of this id, or `undefined`. */
export async function findRun({ stores }: Dependencies, id: number): Promise<Run | undefined> {
  const [run] = await listRuns(stores.db, { id })
  return run && toRun(run)
}

const toRun = (run: RunSummary): Run => ({
  id: run.id,
  source: run.source,
  dataset: run.dataset,
  status: run.status,
  replay: run.replays,
  read: run.read,
  expected: run.status === 'reading' || run.status === 'abandoned' ? run.expected : run.read,
  accepted: run.accepted,
  unchanged: run.unchanged,
  duplicate: run.duplicate,
  quarantined: run.quarantined,
  removed: run.removed,
  records: { linked: run.recordsLinked, new: run.recordsNew, review: run.recordsReview },
  games: { created: run.gamesCreated, updated: run.gamesUpdated, merged: run.gamesMerged },
  checkpoint: run.checkpoint && numbersOf(run.checkpoint),
  // The message of a driver or a library may contain the URL of a store or a source.
  error: run.error?.replace(URLS, '(address)') ?? null,
  startedAt: run.startedAt.toISOString(),
  finishedAt: run.finishedAt?.toISOString() ?? null,
})

/** Returns the numbers of a checkpoint. Its texts are left out: they may be data of the source, such as the last key of a page. */
const numbersOf = (checkpoint: Record<string, string | number>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(checkpoint).flatMap(([name, place]) => (typeof place === 'number' ? [[name, place]] : [])),
  )
