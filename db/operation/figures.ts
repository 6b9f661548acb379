import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** Highest number of queued games that is counted: more are not told apart. */
const MOST_QUEUED = 1_000_000
/** Runs that are looked at, the latest ones. */
const RUNS = 1000
/** Groups of runs that are returned: a source has one for each status of its runs. */
const GROUPS = 500

/** Runs of a source that have a status: their number, and the time of the last end in seconds since 1970. */
export type RunFigure = { source: string; status: string; runs: number; lastFinished: number | null }

/**
 * Figures about the operation of a catalogue. `queued`: games whose document in the search index is to be written, up to 1,000,000;
 * `oldestQueuedSeconds`: the age of the first of them; `lastBackup`: in seconds since 1970; `runs`: of the latest 1,000 runs.
 */
export type OperationFigures = {
  queued: number
  oldestQueuedSeconds: number | null
  lastBackup: number | null
  runs: RunFigure[]
}

/** Reads figures about the operation in one statement, whose work does not grow with the catalogue. */
export async function readOperationFigures(db: Db): Promise<OperationFigures> {
  const [figures] = await rowsOf<OperationFigures>(db, FIGURES)
  return figures ?? { queued: 0, oldestQueuedSeconds: null, lastBackup: null, runs: [] }
}

const LATEST = sql`select s.slug as source, r.status, count(*)::int as runs,
    extract(epoch from max(r.finished_at))::float8 as "lastFinished"
  from (select source_id, status, finished_at from ingest_run order by id desc limit ${RUNS}) r
  join source s on s.id = r.source_id
  group by s.slug, r.status order by s.slug, r.status limit ${GROUPS}`

const FIGURES = sql`select
  (select count(*)::int from (select from search_outbox limit ${MOST_QUEUED}) q) as queued,
  (select greatest(0, extract(epoch from now() - queued_at))::float8 from search_outbox order by queued_at limit 1)
    as "oldestQueuedSeconds",
  (select extract(epoch from taken_at)::float8 from last_backup) as "lastBackup",
  (select coalesce(json_agg(latest order by source, status), '[]') from (${LATEST}) latest) as runs`
