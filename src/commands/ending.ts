import type { Stores } from '#db/stores'
import { within } from '#lib/deadline'
import { Failure } from '#lib/errors'

const WORK_MS = 5000
const CLOSE_MS = 5000

/** The reason why a command that runs until it is told to stop has ended. */
export type Ending = 'stopped' | 'fatal'

/** Returns why a command ends: a stop signal, or an error that nothing caught. @throws as `work`, unless `signal` ended it */
export async function endingOf(work: Promise<void>, fatal: Promise<'fatal'>, signal: AbortSignal): Promise<Ending> {
  const stopped = Promise.withResolvers<'stopped'>()
  const onAbort = () => stopped.resolve('stopped')
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort, { once: true })
  const worked = work.then(() => 'stopped' as const, stoppedIfInterrupted)
  return Promise.race([worked, fatal, stopped.promise])
}

function stoppedIfInterrupted(error: unknown): 'stopped' {
  if (error instanceof Failure && error.code === 'interrupted') return 'stopped'
  throw error
}

/** Waits at most 5 s for work that was told to stop, then closes the stores, in at most 5 s. Returns `'late'` if they are not closed. */
export async function closeAfter(work: Promise<void>, stores: Stores): Promise<'closed' | 'late'> {
  await within(WORK_MS, work).catch(() => {})
  return within(CLOSE_MS, close(stores))
}

async function close(stores: Stores): Promise<'closed'> {
  await stores[Symbol.asyncDispose]()
  return 'closed'
}
