import { Failure } from '#lib/errors'
import { rootCause } from '#lib/root-cause'
import type { Deadlines } from './deadlines'
import { askOn, discardConnection } from './lease'
import { onLease, type Pool } from './pool'

/**
 * Runs `work` under a session-level advisory lock, or returns `'taken'`. The lock ends with its connection, which is closed if the
 * lock cannot be released, or if Postgres did not answer `work`: one deadline is enough to wait for.
 */
export function exclusively<T>(
  pool: Pool,
  { replyMs }: Deadlines,
  name: string,
  work: () => Promise<T>,
): Promise<T | 'taken'> {
  const key = `vestimlib.${name}`
  const due = () => performance.now() + replyMs
  return onLease(pool, due(), async (lease) => {
    const [row] = await askOn(
      lease,
      (sql) => sql`select pg_try_advisory_lock(hashtextextended(${key}, 0)) as held`,
      due(),
      replyMs,
    )
    if (!row?.held) return 'taken'
    const discard = () => discardConnection(lease)
    const unlock = () =>
      askOn(lease, (sql) => sql`select pg_advisory_unlock(hashtextextended(${key}, 0))`, due(), replyMs).catch(discard)
    const done = await work().catch(async (error: unknown) => {
      await (isUnreachable(error) ? discard() : unlock())
      throw error
    })
    await unlock()
    return done
  })
}

function isUnreachable(error: unknown): boolean {
  const root = rootCause(error)
  return root instanceof Failure && root.code === 'store_unreachable'
}
