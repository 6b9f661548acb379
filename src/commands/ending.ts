import type { Stores } from '#db/stores'
import { within } from '#lib/deadline'
import { Failure } from '#lib/errors'
import { rootCause } from '#lib/root-cause'
import type { ProcessGuard } from './process-guard'

const WORK_MS = 5000
const CLOSE_MS = 5000

/** The reason why a command that runs until it is told to stop has ended. */
export type Ending = 'stopped' | 'fatal'

/**
 * Returns why a command ends: a stop signal, or an error that nothing caught. A bug that ends `work` is one, too.
 *
 * @throws the failures of `work`, unless `signal` ended it
 */
export async function endingOf(work: Promise<void>, guard: ProcessGuard, signal: AbortSignal): Promise<Ending> {
  const stopped = Promise.withResolvers<'stopped'>()
  const onAbort = () => stopped.resolve('stopped')
  if (signal.aborted) onAbort()
  signal.addEventListener('abort', onAbort, { once: true })
  const worked = work.then(
    () => 'stopped' as const,
    (error: unknown) => afterError(error, guard),
  )
  return Promise.race([worked, guard.fatal, stopped.promise])
}

function afterError(error: unknown, { report, fatal }: ProcessGuard): Ending | Promise<Ending> {
  const root = rootCause(error)
  if (!(root instanceof Failure)) {
    report(error)
    return fatal
  }
  if (root.code === 'interrupted') return 'stopped'
  throw root
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
