import { join } from 'node:path'
import type { Database } from '#db/postgres/server'
import type { TransferTransaction } from '#db/postgres/transfer'
import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import { hashContents, readContent } from './content'
import { inNewFolder, MANIFEST, writeText } from './folder'
import { type BackupContent, writeManifest } from './manifest'
import { tablePath, writeCompressed } from './table-file'
import { type BackupTable, listBackupTables, listLastNumbers } from './tables'

/** Options of a backup. `onTable` is called before each table, with its number from 1. */
export type BackupOptions = {
  /** The release that makes the backup. */
  release: string
  signal: AbortSignal
  onTable?: (name: string, number: number, of: number) => void
}

/** Reads a database while a backup is made. */
export type BackedUp = Pick<Database, 'transfer' | 'exclusively' | 'migrations'>

/**
 * Writes a backup of one snapshot of a database into a new folder, and returns what it holds. Others may use the database meanwhile.
 *
 * Memory does not grow with the database: rows go from COPY through Zstandard to the disk.
 *
 * @throws {Failure} `backup_refused`, `backup_failed`, `schema_mismatch`, `run_active` if another backup is being made, `interrupted`
 */
export async function writeBackup(database: BackedUp, folder: string, options: BackupOptions): Promise<BackupContent> {
  await database.migrations.pending()
  const written = await database.exclusively('backup', () =>
    inNewFolder(folder, (unfinished) => database.transfer.read((tx) => writeTables(tx, unfinished, options))),
  )
  if (written !== 'taken') return written
  throw new Failure('run_active', 'Another backup of this database is being made: wait until it has ended.')
}

async function writeTables(tx: TransferTransaction, folder: string, options: BackupOptions): Promise<BackupContent> {
  const { release, signal, onTable } = options
  const takenAt = new Date().toISOString() // Before the first statement, which takes the snapshot.
  const schema = await appliedMigrations(tx)
  const tables = await listBackupTables(tx)
  const written: BackupContent['tables'] = []
  for (const table of tables) {
    onTable?.(table.name, written.length + 1, tables.length)
    written.push(await writeTable(tx, folder, table, signal))
  }
  const content = {
    release,
    takenAt,
    schema,
    feedPosition: await feedPosition(tx),
    contentHash: hashContents(written),
    tables: written,
    lastNumbers: await listLastNumbers(tx, tables),
  }
  await writeText(join(folder, MANIFEST), writeManifest(content))
  return content
}

async function writeTable(tx: TransferTransaction, folder: string, table: BackupTable, signal: AbortSignal) {
  const content = await readContent(tx, table)
  const rows = untilInterrupted(tx.copyOut(table.name, table.columns), signal)
  return { ...table, ...content, ...(await writeCompressed(tablePath(folder, table.name), rows)) }
}

async function* untilInterrupted<T>(pieces: Stream<T>, signal: AbortSignal): Stream<T> {
  for await (const piece of pieces) {
    if (signal.aborted)
      throw new Failure('interrupted', 'Interrupted: no backup was written. Run the same command again.')
    yield piece
  }
}

async function appliedMigrations(tx: TransferTransaction): Promise<string[]> {
  const [known] = await tx.query<{ is: boolean }>(`select to_regclass('schema_migration') is not null as is`, [])
  if (!known?.is)
    throw new Failure(
      'backup_refused',
      'The database is empty: there is nothing to back up. Check DATABASE_URL and DATA_DIR.',
    )
  const rows = await tx.query<{ name: string }>('select name from schema_migration order by name collate "C"', [])
  return rows.map(({ name }) => name)
}

/** Returns the number of the last change; 0 before the first one, and in a schema without a feed. */
async function feedPosition(tx: TransferTransaction): Promise<number> {
  const [feed] = await tx.query<{ is: boolean }>(`select to_regclass('game_change') is not null as is`, [])
  if (!feed?.is) return 0
  const [last] = await tx.query<{ seq: number }>('select coalesce(max(seq), 0)::float8 as seq from game_change', [])
  return last?.seq ?? 0
}
