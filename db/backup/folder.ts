import { existsSync, readdirSync, rmSync, type Stats } from 'node:fs'
import { lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Failure, messageOf } from '#lib/errors'
import { errorCode } from '#lib/root-cause'

const OWNER_ONLY = 0o700
const WRITABLE_BY_OTHERS = 0o022
const PID = /^[1-9]\d{0,9}$/

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
  const found = await lstat(folder).catch(() => undefined)
  if (found?.isSymbolicLink())
    throw new Failure(
      'backup_refused',
      'The folder of the backup is a symbolic link, which a new folder cannot replace: name the folder itself.',
    )
  const files = existsSync(folder) ? await readdir(folder) : []
  if (files.length > 0)
    throw new Failure('backup_refused', 'The folder of the backup is not empty: name a new one for each backup.')
}

/** Removes the folders of processes that have ended, and those of an earlier process with our pid, as in a container. */
function removeLeftovers(parent: string, beginning: string): void {
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(beginning)) continue
    const digits = name.slice(beginning.length)
    if (!PID.test(digits)) continue // Somebody else's folder, which has a similar name.
    const pid = Number(digits)
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
  ENAMETOOLONG: 'The name of the folder of the backup is too long: name a shorter one.',
  ELOOP: 'The folder of the backup cannot be made, because links in its path lead in a circle: name another one.',
  EIO: 'The disk of the backup reports errors: name a folder on another one, and replace that disk.',
  EFBIG: 'A file of the backup is larger than its disk or its user may have: name a folder on another disk.',
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
  const found = await statOf(folder)
  if (!found.isDirectory()) throw new Failure('backup_refused', 'A backup is a folder: name that, not a file in it.')
  const inside = await Promise.all((await namesIn(folder)).map((name) => statOf(join(folder, name))))
  if ([found, ...inside].some(({ mode }) => (mode & WRITABLE_BY_OTHERS) !== 0))
    throw new Failure(
      'backup_refused',
      'Other users may change the folder of the backup: make sure that none did, run chmod -R go= on it, then restore it.',
    )
  // To read a pipe or a device would wait for ever.
  if (inside.some((each) => !each.isFile() && !each.isDirectory()))
    throw new Failure('backup_refused', 'The backup is damaged: it holds what is no file. Copy the folder again.')
}

const statOf = (path: string): Promise<Stats> => orUnreadable(stat(path))

const namesIn = (folder: string): Promise<string[]> => orUnreadable(readdir(folder))

function orUnreadable<T>(read: Promise<T>): Promise<T> {
  return read.catch((cause: unknown) => {
    const message = 'The folder of the backup cannot be read: check its path and its owner.'
    throw new Failure('backup_refused', message, { cause })
  })
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
