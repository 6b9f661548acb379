import { and, desc, eq, sql } from 'drizzle-orm'
import { reasonOf } from '../postgres-failure'
import { stagingTableOf } from '../record/stage'
import { source } from '../source/table'
import { type Db, rowsOf } from '../stores'
import { ingestRun } from './table'

export type Run = typeof ingestRun.$inferSelect

/** What makes two runs read the same: the source, its dataset, and what was opened. */
export type RunInput = { sourceId: number; dataset: string; fingerprint: string; head?: string }

/**
 * Takes up the last run of this dataset where it stopped, when it read the same input and did not finish; else begins a
 * new one, and gives up an unfinished run of other input for good.
 */
export async function takeUpRun(db: Db, input: RunInput, restart: boolean): Promise<Run> {
  const last = await findLastRun(db, input)
  if (last && isUnfinished(last)) {
    if (last.fingerprint === input.fingerprint && !restart) return last
    await abandonRun(db, last.id)
  }
  const [run] = await db.insert(ingestRun).values(input).returning()
  if (!run) throw new Error('insert into ingest_run answered no row')
  return run
}

const isUnfinished = (run: Run): boolean => run.status === 'reading' || run.status === 'archived'

async function findLastRun(db: Db, { sourceId, dataset }: RunInput): Promise<Run | undefined> {
  const [last] = await db
    .select()
    .from(ingestRun)
    .where(and(eq(ingestRun.sourceId, sourceId), eq(ingestRun.dataset, dataset)))
    .orderBy(desc(ingestRun.id))
    .limit(1)
  return last
}

async function abandonRun(db: Db, id: number): Promise<void> {
  await db.execute(sql`drop table if exists ${sql.identifier(stagingTableOf(id))}`)
  await db.update(ingestRun).set({ status: 'abandoned', finishedAt: sql`now()` }).where(eq(ingestRun.id, id))
}

/** Notes why a run stopped; it stays where it is, to be taken up again. */
export async function noteRunError(db: Db, id: number, error: unknown): Promise<void> {
  await db
    .update(ingestRun)
    .set({ error: reasonOf(error) })
    .where(eq(ingestRun.id, id))
}

/** Closes a run whose records are archived, matched and merged. */
export async function finishRun(db: Db, id: number): Promise<Run> {
  const [run] = await db
    .update(ingestRun)
    .set({ status: 'done', error: null, finishedAt: sql`now()` })
    .where(eq(ingestRun.id, id))
    .returning()
  if (!run) throw new Error(`run ${id} is gone`)
  return run
}

export type RunSummary = Run & { source: string }

/** The latest runs, newest first, or the one with this id. */
export async function listRuns(
  db: Db,
  { id, limit = 20 }: { id?: number; limit?: number } = {},
): Promise<RunSummary[]> {
  const rows = await db
    .select({ run: ingestRun, source: source.slug })
    .from(ingestRun)
    .innerJoin(source, eq(source.id, ingestRun.sourceId))
    .where(id === undefined ? undefined : eq(ingestRun.id, id))
    .orderBy(desc(ingestRun.id))
    .limit(limit)
  return rows.map((row) => ({ ...row.run, source: row.source }))
}

/** The latest run of a source, `startedAt` as an ISO date. */
export type LastRun = { source: string; id: number; status: string; startedAt: string }

/** The latest run of every source that was ever read. */
export const listLastRuns = (db: Db): Promise<LastRun[]> =>
  rowsOf<LastRun>(
    db,
    sql`select distinct on (s.slug) s.slug as source, r.id::int as id, r.status, to_char(r.started_at, 'YYYY-MM-DD HH24:MI') as "startedAt"
      from ingest_run r join source s on s.id = r.source_id order by s.slug, r.id desc`,
  )
