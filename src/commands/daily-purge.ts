import { isPurgeDue, purgeExpired } from '#db/privacy/purge'
import type { Stores } from '#db/stores'
import { errorCode } from '#lib/root-cause'
import type { Log } from '#src/http/log'
import { inRounds, type Rounds } from './rounds'

const FIRST_PAUSE_MS = 60_000
const PAUSE_MS = 3_600_000

/** Options of the daily purge. (Default of `now` and `sleep`: the system) */
export type DailyPurge = {
  dataDir: string
  signal: AbortSignal
  log: Pick<Log, 'info' | 'warn'>
  now?: () => Date
  sleep?: Rounds['sleep']
}

/** Purges once a day until the signal fires: it looks every hour if a purge is due, by whichever process. It never throws. */
export async function purgeDaily(stores: PurgedStores, options: DailyPurge): Promise<void> {
  const { signal, log, sleep } = options
  await inRounds({ signal, firstPauseMs: FIRST_PAUSE_MS, sleep }, async () => {
    await purgeIfDue(stores, options).catch((error: unknown) => {
      if (!signal.aborted) log.warn('purge_failed', { reason: errorCode(error) })
    })
    return PAUSE_MS
  })
}

type PurgedStores = Pick<Stores, 'batchDb' | 'exclusively'>

async function purgeIfDue(
  stores: PurgedStores,
  { dataDir, signal, log, now = () => new Date() }: DailyPurge,
): Promise<void> {
  if (!(await isPurgeDue(stores.batchDb))) return
  const done = await purgeExpired(stores, { now: now(), dataDir, signal })
  if (done === 'taken') return
  log.info('purged', { ...done.counts })
  if (done.damaged.length > 0) log.warn('erasures_damaged', { lines: done.damaged.length, first: done.damaged[0] })
}
