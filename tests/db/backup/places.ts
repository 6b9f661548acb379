import { chmod, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RestoreOptions, restoreBackup } from '#db/backup/restore'
import { type BackedUp, type BackupOptions, writeBackup } from '#db/backup/write'
import { openEmbedded } from '#db/postgres/embedded'
import { type Database, openPostgres } from '#db/postgres/server'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'

const SERVER = process.env.TEST_DATABASE_URL

/** Stores that a backup can be restored into: a server, if there is one, and the embedded store. */
export const MODES = SERVER ? (['real', 'embedded'] as const) : (['embedded'] as const)
export type Mode = (typeof MODES)[number]

/** Opens a database without any table, which is dropped when it is closed. */
export async function openBare(mode: Mode): Promise<Database> {
  if (mode === 'embedded') return openEmbedded({ template: undefined })
  const url = await createBareDatabase(SERVER ?? '')
  const database = await openPostgres(url)
  return {
    ...database,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]()
      await dropDatabase(SERVER ?? '', url)
    },
  }
}

/** A folder of a test, removed at the end. */
export async function scratchFolder(): Promise<AsyncDisposable & { path: string; in: (name: string) => string }> {
  const path = await mkdtemp(join(tmpdir(), 'vestim-backup-'))
  return {
    path,
    in: (name) => join(path, name),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
}

const signal = new AbortController().signal

/** Writes a backup as the command does. */
export const backUp = (database: BackedUp, folder: string, options: Partial<BackupOptions> = {}) =>
  writeBackup(database, folder, { release: '0.0.0', signal, ...options })

/** Restores a backup as the command does. */
export const restore = (
  database: Pick<Database, 'transfer' | 'exclusively'>,
  folder: string,
  options: Partial<RestoreOptions> = {},
) => restoreBackup(database, folder, { signal, ...options })

/** Copies a backup, with the rights that one has, and returns the folder. */
export async function copyOf(backup: string, folder: string): Promise<string> {
  await cp(backup, folder, { recursive: true })
  await chmod(folder, 0o700)
  return folder
}
