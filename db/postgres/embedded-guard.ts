import type { PGlite, Transaction } from '@electric-sql/pglite'
import { beginCall, type WatchCalls } from '#db/store-call'
import { Failure } from '#lib/errors'
import { errorCode } from '#lib/root-cause'
import { createPause, type Pause } from '#lib/turn'
import { fullDisk, SPARE_BYTES } from './free-space'

type Session = Pick<Transaction, 'query' | 'exec'>

/** The state of a guarded store: the failure after which it cannot be used. */
export type EmbeddedGuard = { readonly broken: Failure | undefined }

/**
 * Guards an embedded store against a full disk and against its own end, by replacing the methods of its client.
 *
 * PGlite (0.5.16) does not end when Postgres panics, which it does when its log cannot be written: the next statement waits for ever and
 * blocks the process. So the store is made read-only while less than 128 MiB are free (`free` returns the bytes), and no statement
 * reaches it after a panic. `watch` is told of each statement.
 *
 * A statement blocks the event loop for as long as it takes and answers without giving it a turn, so a turn comes before a statement
 * when 15 ms have passed without one: long work of many statements, such as a transaction, does not block other work for all its time.
 */
export function guardEmbedded(client: PGlite, free: () => number, watch: WatchCalls): EmbeddedGuard {
  const guard: { broken: Failure | undefined } = { broken: undefined }
  const isShort = () => free() < SPARE_BYTES
  const transaction = client.transaction.bind(client)
  const run = createRunner(guard)
  const runWatched = pausedRunner(watchedRunner(run, watch), createPause())
  const follow = guardSession(client, runWatched, createSwitch(client, isShort))
  client.transaction = (work) =>
    run(async () => {
      await follow()
      return transaction((tx) => {
        guardSession(tx, runWatched, createBrake(tx, isShort))
        return work(tx)
      })
    })
  return guard
}

/** Returns a function that makes the transactions of a client read-only while the disk is short of space. */
function createSwitch(client: Session, isShort: () => boolean): () => Promise<void> {
  const exec = client.exec.bind(client)
  let isReadOnly = false
  return async () => {
    const wanted = isShort()
    if (wanted === isReadOnly) return
    await exec(`set default_transaction_read_only = ${wanted ? 'on' : 'off'}`)
    isReadOnly = wanted
  }
}

/** Returns a function that makes a transaction read-only, for good, once the disk is short of space. */
function createBrake(tx: Session, isShort: () => boolean): () => Promise<void> {
  const exec = tx.exec.bind(tx)
  let isReadOnly = false
  return async () => {
    if (isReadOnly || !isShort()) return
    isReadOnly = true
    await exec('set transaction_read_only = on')
  }
}

type Runner = <T>(work: () => Promise<T>) => Promise<T>

/** Returns a function that runs a statement, unless the store is broken, and explains its error. */
const createRunner =
  (guard: { broken: Failure | undefined }): Runner =>
  async (work) => {
    if (guard.broken) throw guard.broken
    try {
      return await work()
    } catch (error) {
      if (isEnd(error)) guard.broken = ended(error)
      throw guard.broken ?? explain(error)
    }
  }

/** Returns a runner that tells `watch` of each statement. */
const watchedRunner =
  (run: Runner, watch: WatchCalls): Runner =>
  async (work) => {
    const end = beginCall(watch)
    try {
      const result = await run(work)
      end()
      return result
    } catch (error) {
      end(error)
      throw error
    }
  }

/** Returns a runner that first gives the event loop a turn that is due. That time is not the statement's. */
const pausedRunner =
  (run: Runner, pause: Pause): Runner =>
  async (work) => {
    await pause()
    return await run(work)
  }

/** Replaces the methods of a session by ones that call `before` and run the statement. Returns `before`. */
function guardSession(session: Session, run: Runner, before: () => Promise<void>): () => Promise<void> {
  const [query, exec] = [session.query.bind(session), session.exec.bind(session)]
  session.query = (text, params, options) =>
    run(async () => {
      await before()
      return query(text, params, options)
    })
  session.exec = (text, options) =>
    run(async () => {
      await before()
      return exec(text, options)
    })
  return before
}

/** True if Postgres has ended: it panicked, or its program was aborted. */
function isEnd(error: unknown): boolean {
  const { severity, name } = (error ?? {}) as { severity?: unknown; name?: unknown } // safe: reading optional members off anything thrown
  return (
    severity === 'PANIC' ||
    severity === 'FATAL' ||
    error instanceof WebAssembly.RuntimeError ||
    name === 'ExitStatus' ||
    name === 'ErrnoError'
  )
}

const ended = (cause: unknown) =>
  new Failure(
    'store_unreachable',
    'The embedded store has failed, most often because its disk is full: free space where DATA_DIR is, then start again. Everything that was accepted is kept.',
    { cause },
  )

const DAMAGE = ['XX001', 'XX002', '58P01']

function explain(error: unknown): unknown {
  const code = errorCode(error)
  if (code === '53100' || code === '25006') return fullDisk(error)
  if (DAMAGE.includes(code)) return damaged(code, error)
  return error
}

const damaged = (code: string, cause: unknown) =>
  new Failure(
    'store_refused',
    `The embedded store has damaged files (SQLSTATE ${code}): restore a copy of DATA_DIR, or set DATA_DIR to another directory and load again.`,
    { cause },
  )
