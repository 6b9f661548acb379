import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#lib/errors'

/** Between its making and the writing of the pid a lock is empty for a moment; one that stays empty was left so by a crash. */
const MAKING_MS = 5_000

/**
 * Takes the lock of an embedded store's directory and answers how to give it back.
 *
 * PGlite itself lets a second process in and silently loses commits. The lock is a file with the holder's pid; one whose
 * holder is no longer alive is taken over.
 *
 * @throws {Failure} `store_busy`; `configuration` where the directory cannot be made or written to
 */
export function lockDirectory(directory: string): () => void {
  const path = join(directory, 'lock')
  makeDirectory(directory)
  try {
    if (existsSync(path)) takeAway(path)
    writeFileSync(path, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if (error instanceof Failure) throw error
    throw isRace(error) ? justOpening(error) : unusable(error)
  }
  return () => rmSync(path, { force: true })
}

function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true })
  } catch (error) {
    throw unusable(error)
  }
}

/** Removes a lock nobody holds any more. Put aside first: of several who saw it dead one alone can take it. */
function takeAway(path: string): void {
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
  if (pid === 0 && Date.now() - statSync(path).mtimeMs < MAKING_MS) throw justOpening()
  if (Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid)) throw busy(pid)
}

/** Who loses a race for the lock finds it gone, or there again. */
const isRace = (error: unknown) => ['EEXIST', 'ENOENT'].includes((error as { code?: string }).code ?? '') // safe: reading an optional code

const unusable = (cause: unknown) =>
  new Failure(
    'configuration',
    'DATA_DIR cannot be used: name a directory that is there or can be made, and that you may write to.',
    { cause },
  )

const justOpening = (cause?: unknown) =>
  new Failure('store_busy', 'Another process is just opening the embedded store: try again.', { cause })

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM' // safe: reading an optional code; EPERM means alive but another user's
  }
}

const busy = (pid: number) =>
  new Failure(
    'store_busy',
    `The embedded store is open in process ${pid}: stop that one, or set DATA_DIR to another directory, or configure DATABASE_URL, which many may share.`,
  )
