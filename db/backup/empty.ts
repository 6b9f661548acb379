import { identifierList, type TransferTransaction } from '#db/postgres/transfer'
import { Failure } from '#lib/errors'
import { MANIFEST } from './folder'
import { editedBackup } from './manifest'
import { type BackupTable, DERIVED_TABLES, listBackupTables } from './tables'

/** Tables that a start or `migrate` fills in a database that is empty otherwise. */
const VOCABULARY = ['platform', 'genre']

/** Keeps others out of all tables until the transaction ends. @throws {Failure} `backup_refused` if the database holds something */
export async function refuseFilledDatabase(tx: TransferTransaction): Promise<void> {
  const tables = (await listBackupTables(tx)).map(({ name }) => name)
  await tx.script(`lock table ${identifierList(tables)}`)
  for (const name of tables.filter((name) => !VOCABULARY.includes(name))) {
    const [found] = await tx.query<{ any: boolean }>(`select exists (select from "${name}") as any`, [])
    if (found?.any)
      throw new Failure(
        'backup_refused',
        'The database is not empty, and a restoration never overwrites: create a new one and set DATABASE_URL to it or, for the embedded store, set DATA_DIR to a new directory.',
      )
  }
}

/** @throws {Failure} `backup_refused` if the database has a migration that the backup lacks: its rows may not fit */
export async function refuseNewerDatabase(tx: TransferTransaction, schema: ReadonlySet<string>): Promise<void> {
  const applied = await tx.query<{ name: string }>('select name from schema_migration', [])
  if (applied.every(({ name }) => schema.has(name))) return
  throw new Failure(
    'backup_refused',
    'The database has a newer schema than the backup: restore into a new one, without bun run migrate or start before, which brings it to this release itself.',
  )
}

/**
 * Empties the tables that a database without a catalogue may have rows in.
 *
 * @throws {Failure} `backup_refused` if the tables of the schema are not those of the backup
 */
export async function clearForLoading(tx: TransferTransaction, wanted: readonly BackupTable[]): Promise<void> {
  const found = await listBackupTables(tx)
  if (shapeOf(found) !== shapeOf(wanted)) throw editedBackup(MANIFEST)
  const kept = new Set([
    'schema_migration',
    ...found.map(({ name }) => name).filter((name) => !VOCABULARY.includes(name)),
  ])
  for (const name of [...VOCABULARY, ...DERIVED_TABLES]) {
    const [table] = await tx.query<{ is: boolean }>('select to_regclass($1::text) is not null as is', [name])
    if (table?.is && !kept.has(name)) await tx.script(`delete from "${name}"`)
  }
}

const shapeOf = (tables: readonly BackupTable[]): string =>
  tables.map(({ name, columns }) => `${name}(${columns.toSorted().join()})`).join()
