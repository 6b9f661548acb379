import { existsSync, readdirSync, rmSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Failure, messageOf } from '#lib/errors'
import { errorCode } from '#lib/root-cause'

const OWNER_ONLY = 0o700
const WRITABLE_BY_OTHERS = 0o022

/**
 * Makes a folder that is complete or not there: `write` fills another one beside it, which is flushed to the disk and renamed at the end.
 * Removes what a backup that was killed has left there.
 *
 * @throws {Failure} `backup_refused` if the folder exists, unless it is empty; `backup_failed` if it cannot be written
 */
export async function inNewFolder<T>(folder: string, write: (unfinished: string) => Promise<T>): Promise<T> {
  const wanted = resolve(folder)
  const parent = dirname(wanted)
  const unfinished = join(parent, `${basename(wanted)}.unfinished.${process.pid}`)
  try {
    await mkdir(parent, { recursive: true, mode: OWNER_ONLY })
    await refuseFilled(wanted)
    removeLeftovers(parent, `${basename(wanted)}.unfinished.`)
    await mkdir(unfinished, { mode: OWNER_ONLY })
    const written = await write(unfinished)
    await flush(unfinished)
    await rename(unfinished, wanted)
    await flush(parent)
    return written
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true }).catch(() => {})
    throw folderFailure(error)
  }
}

async function refuseFilled(folder: string): Promise<void> {
  const files = existsSync(folder) ? await readdir(folder) : []
  if (files.length > 0)
    throw new Failure('backup_refused', 'The folder of the backup is not empty: name a new one for each backup.')
}

/** Removes the folders of processes that have ended, and those of an earlier process with our pid, as in a container. */
function removeLeftovers(parent: string, beginning: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(beginning)) continue
    const pid = Number(name.slice(beginning.length))
    if (pid === process.pid || !isAlive(pid)) rmSync(join(parent, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return errorCode(error) === 'EPERM' // alive, but another user's
  }
}

async function flush(folder: string): Promise<void> {
  await using handle = await open(folder, 'r')
  await handle.sync()
}

/** Writes a file that only its owner may read, and flushes it to the disk. */
export async function writeText(path: string, text: string): Promise<void> {
  await using file = await open(path, 'wx', 0o600)
  await file.writeFile(text)
  await file.sync()
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk of the backup is full: free space there, then run the same command again.',
  EDQUOT: 'The disk of the backup is full: free space there, then run the same command again.',
  EACCES: 'The folder of the backup cannot be written to: name one in a folder that belongs to you.',
  EPERM: 'The folder of the backup cannot be written to: name one in a folder that belongs to you.',
  EROFS: 'The folder of the backup is on a disk that is read-only: name another one.',
  ENOTDIR: 'The folder of the backup cannot be made, because a part of its path is a file: name another one.',
  ENOTEMPTY: 'Another backup was written to the same folder meanwhile: name a new one.',
  EEXIST: 'The folder of the backup cannot be made, because a part of its path is a file: name another one.',
  EBUSY: 'The folder of the backup is a disk of its own: name a folder inside of it.',
}

/** Returns the failure of an error of the file system; every other error as it is. */
function folderFailure(error: unknown): unknown {
  const reason = error instanceof Failure ? undefined : REASONS[errorCode(error)]
  return reason ? new Failure('backup_failed', reason, { cause: error }) : error
}

/**
 * Checks that a folder can be trusted with a whole catalogue, accounts included.
 *
 * @throws {Failure} `backup_refused` if it is not there, or others may have changed it
 */
export async function checkBackupFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch((error: unknown) => {
    throw new Failure('backup_refused', 'The folder of the backup cannot be read: check its path and its owner.', {
      cause: error,
    })
  })
  if (!found.isDirectory()) throw new Failure('backup_refused', 'A backup is a folder: name that, not a file in it.')
  if ((found.mode & WRITABLE_BY_OTHERS) !== 0)
    throw new Failure(
      'backup_refused',
      'Other users may change the folder of the backup: make sure that none did, run chmod -R go= on it, then restore it.',
    )
}

/** Reads the manifest of a backup. @throws {Failure} `backup_refused` */
export async function readManifestText(folder: string): Promise<string> {
  try {
    return await Bun.file(join(folder, MANIFEST)).text()
  } catch (error) {
    const message =
      errorCode(error) === 'ENOENT'
        ? 'The folder holds no whole backup: it has no manifest.json, which is written last. Restore another one.'
        : `The manifest of the backup cannot be read (${errorCode(error) || messageOf(error)}): check its owner.`
    throw new Failure('backup_refused', message, { cause: error })
  }
}

/** Name of the file that lists the others. */
export const MANIFEST = 'manifest.json'
