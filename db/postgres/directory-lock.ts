import { existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#lib/errors'
import { secureDataDirectory } from './data-directory'
import { fullDisk } from './free-space'

/** A lock file is empty for a moment before the pid is written; if it is empty for longer, its process crashed in between. */
const EMPTY_LOCK_MS = 5_000

/**
 * Locks the directory of an embedded store, which it creates if missing and reserves for its owner, and returns a function that unlocks it.
 *
 * PGlite (0.5.16) lets a second process open its directory, and commits are then lost without an error. The lock is a file
 * with the pid of its process. The lock of a process that has ended is taken over. So is a lock with the pid of this process,
 * since an earlier process may have had the same pid, as in a container: one process can therefore lock a directory twice.
 *
 * @throws {Failure} `store_busy` if another process holds the lock; `configuration` if the directory cannot be created
 * or written to; `store_unreachable` if its disk is full
 * @see https://github.com/electric-sql/pglite/issues/1106
 */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, 'lock')
  secureDataDirectory(directory)
  try {
    if (existsSync(path)) removeStale(path)
    writeFileSync(path, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if (error instanceof Failure) throw error
    if (codeOf(error) === 'ENOSPC') throw withoutLock(path, error)
    throw isLostRace(error) ? justOpening(error) : unusable(error)
  }
  return () => rmSync(path, { force: true })
}

/**
 * Removes the lock of a process that has ended. It is renamed first, which only one of several processes can do, and checked
 * again, because another process may have replaced it before the renaming.
 */
function removeStale(path: string): void {
  refuseHeld(path)
  const aside = `${path}.${process.pid}`
  renameSync(path, aside)
  try {
    refuseHeld(aside)
  } catch (error) {
    renameSync(aside, path)
    throw error
  }
  rmSync(aside)
}

function refuseHeld(path: string): void {
  const pid = Number(readFileSync(path, 'utf8'))
  if (pid === 0 && Date.now() - statSync(path).mtimeMs < EMPTY_LOCK_MS) throw justOpening()
  if (Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid)) throw busy(pid)
}

/** True if another process removed or created the lock between two steps of ours. */
const isLostRace = (error: unknown) => ['EEXIST', 'ENOENT'].includes(codeOf(error))

const codeOf = (error: unknown) => (error as { code?: string }).code ?? '' // safe: reading an optional code

/** Removes a lock that was created and could not be written, and returns the failure. */
function withoutLock(path: string, error: unknown): Failure {
  rmSync(path, { force: true })
  return fullDisk(error)
}

const unusable = (cause: unknown) =>
  new Failure(
    'configuration',
    'DATA_DIR cannot be used: name a directory that exists or can be created, and that you may write to.',
    { cause },
  )

const justOpening = (cause?: unknown) =>
  new Failure('store_busy', 'Another process is just opening the embedded store: try again in a few seconds.', {
    cause,
  })

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM' // alive, but another user's
  }
}

const busy = (pid: number) =>
  new Failure(
    'store_busy',
    `The embedded store is open in process ${pid}: stop that process, or set DATA_DIR to another directory, or set DATABASE_URL to a Postgres, which several processes can share.`,
  )
