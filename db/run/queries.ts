import { and, desc, eq, inArray, isNotNull, lt, max, sql } from 'drizzle-orm'
import { reasonOf } from '#db/postgres/failure'
import { isoTime } from '#db/postgres/iso-time'
import { stagingTableOf } from '#db/record/stage'
import { source } from '#db/source/table'
import { type Db, rowsOf } from '#db/stores'
import { ingestRun, type RunStatus } from './table'

export type { Profile } from './table'

export type IngestRun = typeof ingestRun.$inferSelect

/** The input of a run: two runs with the same source, dataset and fingerprint read the same records. */
export type RunInput = {
  sourceId: number
  dataset: string
  fingerprint: string
  /** Header and dialect of a CSV, to read one of its records again. */
  head?: string
  /** Set for crawls of an API: the time when the crawl was opened. */
  asOf?: Date
  /** The crawl leaves out nothing that changed before `asOf`, so the next one may ask for later changes only. */
  syncs?: boolean
  /** The run reads refused records and no source. Runs of the two kinds neither resume nor abandon each other. */
  replays?: boolean
}

/**
 * Returns the unfinished run of this dataset with the same fingerprint, to be resumed, or a new run.
 *
 * Abandons the unfinished runs of other input except crawls, whose requests would be lost; `restart` abandons these too, and
 * always returns a new run.
 */
export async function startOrResumeRun(db: Db, input: RunInput, restart: boolean): Promise<IngestRun> {
  const unfinished = await listUnfinished(db, input)
  const same = unfinished.find(({ fingerprint }) => fingerprint === input.fingerprint)
  const isKept = (run: IngestRun) => !restart && (run === same || run.asOf !== null)
  for (const run of unfinished.filter((run) => !isKept(run))) await abandonRun(db, run.id)
  if (same && !restart) return same
  const [run] = await db.insert(ingestRun).values(input).returning()
  if (!run) throw new Error('insert into ingest_run returned no row')
  return run
}

/** Returns the unfinished runs of a dataset, newest first. */
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

/** Returns the latest `asOf` of the finished crawls of a source with `syncs`, or `undefined` if there is none. */
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

/** Stores the reason why a run stopped. Its status does not change, so the run can be resumed. */
export async function noteRunError(db: Db, id: number, error: unknown): Promise<void> {
  await db
    .update(ingestRun)
    .set({ error: reasonOf(error) })
    .where(eq(ingestRun.id, id))
}

/** Adds the games that one transaction of matching created, updated and merged to the counts of a run. */
export async function countRunGames(
  db: Db,
  id: number,
  { created, updated, merged }: { created: number; updated: number; merged: number },
): Promise<void> {
  await db.execute(sql`update ingest_run set games_created = games_created + ${created},
    games_updated = games_updated + ${updated}, games_merged = games_merged + ${merged} where id = ${id}`)
}

/** Sets a run to `done`, with its time, once its records are archived, matched and merged. */
export async function finishRun(db: Db, id: number): Promise<IngestRun> {
  const [run] = await db
    .update(ingestRun)
    .set({ status: 'done', error: null, finishedAt: sql`now()` })
    .where(eq(ingestRun.id, id))
    .returning()
  if (!run) throw new Error(`run ${id} is gone`)
  return run
}

/**
 * Returns profile and unknown words of the last finished run of the same dataset before this one, or `undefined` without one.
 * Replays are left out.
 */
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

/** A filter of runs: any of these sources, any of these statuses, an id below `before`. At most `limit` runs. (Default: 20) */
export type RunFilter = {
  id?: number
  sources?: readonly string[] | undefined
  statuses?: readonly RunStatus[] | undefined
  before?: number | undefined
  limit?: number
}

/** Returns the latest runs that match a filter, newest first. */
export async function listRuns(
  db: Db,
  { id, sources, statuses, before, limit = 20 }: RunFilter = {},
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

/** Returns the datasets of a source that were ever loaded, sorted. */
export async function listDatasets(db: Db, sourceId: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ dataset: ingestRun.dataset })
    .from(ingestRun)
    .where(eq(ingestRun.sourceId, sourceId))
    .orderBy(ingestRun.dataset)
  return rows.map(({ dataset }) => dataset)
}

/** The latest run of a source; `startedAt` is ISO 8601. */
export type LastRun = { source: string; id: number; status: string; startedAt: string }

/** Returns the latest run of every source that has one, by slug. */
export const listLastRuns = (db: Db): Promise<LastRun[]> =>
  rowsOf<LastRun>(
    db,
    sql`select distinct on (s.slug) s.slug as source, r.id::int as id, r.status, ${isoTime(sql`r.started_at`)} as "startedAt"
      from ingest_run r join source s on s.id = r.source_id order by s.slug, r.id desc`,
  )
