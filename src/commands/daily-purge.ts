import { setTimeout as pause } from 'node:timers/promises'
import { isPurgeDue, purgeExpired } from '#db/privacy/purge'
import type { Stores } from '#db/stores'
import { errorCode } from '#lib/root-cause'
import type { Log } from '#src/http/log'

const FIRST_PAUSE_MS = 60_000
const PAUSE_MS = 3_600_000
/** Largest share by which a pause is longer, so that processes that started together do not ask together. */
const JITTER = 0.2

/** Options of the daily purge. `sleep` ends early when the signal fires. (Default of `now` and `sleep`: the system) */
export type DailyPurge = {
  dataDir: string
  signal: AbortSignal
  log: Pick<Log, 'info' | 'warn'>
  now?: () => Date
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>
}

/** Purges once a day until the signal fires: it looks every hour if a purge is due, by whichever process. It never throws. */
export async function purgeDaily(stores: PurgedStores, options: DailyPurge): Promise<void> {
  const { signal, log, sleep = sleepUntil } = options
  const wait = (ms: number) => sleep(ms * (1 + JITTER * randomShare()), signal)
  for (await wait(FIRST_PAUSE_MS); !signal.aborted; await wait(PAUSE_MS))
    await purgeIfDue(stores, options).catch((error: unknown) => {
      if (!signal.aborted) log.warn('purge_failed', { reason: errorCode(error) })
    })
}

/** Returns a random number from 0 to 1. */
const randomShare = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32

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

const sleepUntil = (ms: number, signal: AbortSignal): Promise<void> =>
  pause(ms, undefined, { signal, ref: false }).catch(() => {})
