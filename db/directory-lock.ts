import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from '#lib/errors'

/**
 * Takes the lock of an embedded store's directory and answers how to give it back.
 *
 * PGlite itself lets a second process in and silently loses commits. The lock is a file with the holder's pid; one whose
 * holder is no longer alive is taken over.
 *
 * @throws {Failure} `store_busy`
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true })
  const path = join(directory, 'lock')
  const holder = livingHolder(path)
  if (holder) throw busy(holder)
  rmSync(path, { force: true })
  const file = create(path)
  writeSync(file, String(process.pid))
  closeSync(file)
  return () => rmSync(path, { force: true })
}

/** Creates the file only if nobody else just did. */
function create(path: string): number {
  try {
    return openSync(path, 'wx')
  } catch (error) {
    throw new Failure('store_busy', 'Another process is just opening the embedded store: try again.', { cause: error })
  }
}

function livingHolder(path: string): number | undefined {
  const pid = Number(readOrEmpty(path))
  return Number.isInteger(pid) && pid > 0 && pid !== process.pid && isAlive(pid) ? pid : undefined
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // no lock file: nobody holds it
  }
}

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
