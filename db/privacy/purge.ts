import { sql } from 'drizzle-orm'
import { REGISTER } from '#catalogue/privacy/register'
import type { Db, Stores } from '#db/stores'
import { interrupted } from '#lib/interrupt'
import { countUnused } from './inactive'
import { readLedger } from './ledger-file'
import { PURGE_STEPS, type PurgeStep } from './purge-steps'

/** Time before which an unused account is announced. */
const ANNOUNCED_DAYS = 30
const DAY_MS = 86_400_000

/** Options of a purge: the present time, and the directory of the file of erasures. `dryRun`: only count. (Default: false) */
export type PurgeOptions = { now: Date; dataDir: string; signal: AbortSignal; dryRun?: boolean }

/**
 * Counts of a purge: rows that each step deleted or emptied, or would have, and accounts that are due within 30 days. `damaged`: numbers
 * of the lines of the file of erasures that cannot be read.
 */
export type Purged = { counts: Record<string, number>; due: number; damaged: readonly number[] }

/**
 * Ends what has been kept for its time (`retention` of the register), step by step, and stores the counts as a proof. A purge that was
 * killed is repeated: every step starts from what is there. One process at a time; `'taken'` if another one purges.
 *
 * @throws {Failure} `interrupted`, `ledger_failed`
 */
export const purgeExpired = (
  stores: Pick<Stores, 'batchDb' | 'exclusively'>,
  options: PurgeOptions,
): Promise<Purged | 'taken'> => stores.exclusively('purge', () => runSteps(stores.batchDb, options))

async function runSteps(db: Db, { now, dataDir, signal, dryRun = false }: PurgeOptions): Promise<Purged> {
  const startedAt = new Date()
  const counts: Record<string, number> = {}
  for (const [name, step] of Object.entries(PURGE_STEPS)) {
    if (signal.aborted) throw interrupted()
    const given = { before: cutoffOf(name, now), dataDir }
    counts[name] = dryRun ? await step.count(db, given) : await untilDone(step, db, given, signal)
  }
  if (!dryRun)
    await db.execute(sql`insert into purge_run (started_at, counts)
      values (${startedAt.toISOString()}::text::timestamptz, ${JSON.stringify(counts)}::text::jsonb)`)
  return { counts, due: await countDue(db, now), damaged: (await readLedger(dataDir))?.damaged ?? [] }
}

/** Repeats a step, which does a part of the work at a time, until nothing is left. */
async function untilDone(
  step: PurgeStep,
  db: Db,
  given: Parameters<PurgeStep['run']>[1],
  signal: AbortSignal,
): Promise<number> {
  let total = 0
  for (;;) {
    const done = await step.run(db, given)
    total += done
    if (done === 0) return total
    if (signal.aborted) throw interrupted()
  }
}

/** Returns the time before which a step ends what is kept; steps without a time in the register get the present. */
function cutoffOf(name: string, now: Date): Date {
  const { days = 0, months = 0 } = Object.values(REGISTER.retention).find(({ purge }) => purge === name) ?? {}
  const cutoff = new Date(now.getTime() - days * DAY_MS)
  cutoff.setUTCMonth(cutoff.getUTCMonth() - months)
  return cutoff
}

const countDue = (db: Db, now: Date): Promise<number> =>
  countUnused(db, cutoffOf('accounts', new Date(now.getTime() + ANNOUNCED_DAYS * DAY_MS)))

/** True if no purge has ended in the last 20 hours. */
export async function isPurgeDue(db: Db): Promise<boolean> {
  const found = await db.execute(sql`select 1 from purge_run where finished_at > now() - interval '20 hours' limit 1`)
  const rows = Array.isArray(found) ? found : (found as { rows: unknown[] }).rows // safe: as in rowsOf
  return rows.length === 0
}
