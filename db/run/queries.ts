import { and, desc, eq, inArray, isNotNull, lt, max, sql } from 'drizzle-orm'
import { reasonOf } from '#db/postgres/failure'
import { stagingTableOf } from '#db/record/stage'
import { source } from '#db/source/table'
import { type Db, rowsOf } from '#db/stores'
import { ingestRun, type RunStatus } from './table'

export type { Profile } from './table'

export type IngestRun = typeof ingestRun.$inferSelect

/**
 * What makes two runs read the same: the source, its dataset, and what was opened. A crawl of an API also says up to when
 * it will know what changed, and whether nothing before that was left out (`syncs`).
 */
export type RunInput = {
  sourceId: number
  dataset: string
  fingerprint: string
  head?: string
  asOf?: Date
  syncs?: boolean
  /** It tries refused records again and reads no source: neither kind of run gives up or takes up one of the other. */
  replays?: boolean
}

/**
 * Takes up the unfinished run of this dataset that read the same input where it stopped; else begins a new one.
 *
 * Unfinished runs of other input are given up for good, but for crawls: those cost requests, and only `restart` ends one.
 */
export async function takeUpRun(db: Db, input: RunInput, restart: boolean): Promise<IngestRun> {
  const unfinished = await listUnfinished(db, input)
  const same = unfinished.find(({ fingerprint }) => fingerprint === input.fingerprint)
  const isKept = (run: IngestRun) => !restart && (run === same || run.asOf !== null)
  for (const run of unfinished.filter((run) => !isKept(run))) await abandonRun(db, run.id)
  if (same && !restart) return same
  const [run] = await db.insert(ingestRun).values(input).returning()
  if (!run) throw new Error('insert into ingest_run answered no row')
  return run
}

/** Unfinished runs of a dataset, newest first. */
const listUnfinished = (db: Db, { sourceId, dataset, replays = false }: RunInput): Promise<IngestRun[]> =>
  db
    .select()
    .from(ingestRun)
    .where(
      and(
        eq(ingestRun.sourceId, sourceId),
        eq(ingestRun.dataset, dataset),
        eq(ingestRun.replays, replays),
        inArray(ingestRun.status, ['reading', 'archived']),
      ),
    )
    .orderBy(desc(ingestRun.id))

/** Up to when a source's API is known without a gap, or `undefined` where it was never read to its end. */
export async function findLastSync(db: Db, slug: string): Promise<Date | undefined> {
  const [last] = await db
    .select({ asOf: max(ingestRun.asOf) })
    .from(ingestRun)
    .innerJoin(source, eq(source.id, ingestRun.sourceId))
    .where(and(eq(source.slug, slug), eq(ingestRun.syncs, true), eq(ingestRun.status, 'done')))
  return last?.asOf ?? undefined
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

/** Adds the games that one transaction of matching changed to the counts of a run. */
export async function countRunGames(
  db: Db,
  id: number,
  { created, updated, merged }: { created: number; updated: number; merged: number },
): Promise<void> {
  await db.execute(sql`update ingest_run set games_created = games_created + ${created},
    games_updated = games_updated + ${updated}, games_merged = games_merged + ${merged} where id = ${id}`)
}

/** Closes a run whose records are archived, matched and merged. */
export async function finishRun(db: Db, id: number): Promise<IngestRun> {
  const [run] = await db
    .update(ingestRun)
    .set({ status: 'done', error: null, finishedAt: sql`now()` })
    .where(eq(ingestRun.id, id))
    .returning()
  if (!run) throw new Error(`run ${id} is gone`)
  return run
}

/** What the last finished run before this one met in the same list, or `undefined` where there was none. */
export async function findFormerProfile(
  db: Db,
  run: IngestRun,
): Promise<Pick<IngestRun, 'profile' | 'unknownWords'> | undefined> {
  const [former] = await db
    .select({ profile: ingestRun.profile, unknownWords: ingestRun.unknownWords })
    .from(ingestRun)
    .where(
      and(
        eq(ingestRun.sourceId, run.sourceId),
        eq(ingestRun.dataset, run.dataset),
        eq(ingestRun.replays, false),
        eq(ingestRun.status, 'done'),
        isNotNull(ingestRun.profile),
        lt(ingestRun.id, run.id),
      ),
    )
    .orderBy(desc(ingestRun.id))
    .limit(1)
  return former
}

export type RunSummary = IngestRun & { source: string }

/** Which runs are asked for; `before` is the id of the last one of the page before. */
export type RunsAsked = {
  id?: number
  sources?: readonly string[] | undefined
  statuses?: readonly RunStatus[] | undefined
  before?: number | undefined
  limit?: number
}

/** The latest of the runs asked for, newest first. */
export async function listRuns(
  db: Db,
  { id, sources, statuses, before, limit = 20 }: RunsAsked = {},
): Promise<RunSummary[]> {
  const rows = await db
    .select({ run: ingestRun, source: source.slug })
    .from(ingestRun)
    .innerJoin(source, eq(source.id, ingestRun.sourceId))
    .where(
      and(
        id === undefined ? undefined : eq(ingestRun.id, id),
        sources && inArray(source.slug, sources),
        statuses && inArray(ingestRun.status, statuses),
        before === undefined ? undefined : lt(ingestRun.id, before),
      ),
    )
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
