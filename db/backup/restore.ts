import { restartFeed } from '#db/change/restart'
import { grantServiceRights, migrateWithin } from '#db/postgres/migrate'
import type { Database } from '#db/postgres/server'
import type { TransferTransaction } from '#db/postgres/transfer'
import { eraseAgain, type Ledger } from '#db/privacy/erase-again'
import { Failure } from '#lib/errors'
import { checkBackup } from './check'
import { readContent } from './content'
import { rebuildDerived } from './derived'
import { clearForLoading, refuseFilledDatabase, refuseNewerDatabase } from './empty'
import { whileLoose } from './loosened'
import { type BackupContent, editedBackup } from './manifest'
import { statementsOn } from './statements'
import { readLines, tableFileName, tablePath } from './table-file'
import { setLastNumbers } from './tables'

/** Options of a restoration. `onStep` is called before each step, with words for a person. */
export type RestoreOptions = {
  signal: AbortSignal
  onStep?: (step: string) => void
  /** Erasures since the backup, which are made again. (Default: none) */
  ledger?: Ledger
}

/**
 * Loads a backup into an empty database, brings it to the schema of this release and makes the derived tables again. Returns what the
 * backup holds.
 *
 * One transaction: the database has all of it, or nothing. The feed of changes goes on after a gap (`restartFeed`).
 *
 * @throws {Failure} `backup_refused`, `schema_mismatch`, `run_active` if another restoration runs, `interrupted`
 */
export async function restoreBackup(
  database: Pick<Database, 'transfer' | 'exclusively'>,
  folder: string,
  options: RestoreOptions,
): Promise<BackupContent> {
  options.onStep?.('checking the files')
  const content = await checkBackup(folder)
  const done = await database.exclusively('restore', () =>
    database.transfer.write((tx) => restoreInto(tx, folder, content, options)),
  )
  if (done === 'taken')
    throw new Failure('run_active', 'Another backup is being restored into this database: wait until that has ended.')
  return content
}

async function restoreInto(tx: TransferTransaction, folder: string, content: BackupContent, options: RestoreOptions) {
  const { onStep } = options
  const schema = new Set(content.schema)
  await migrateWithin(tx, (name) => schema.has(name))
  await refuseNewerDatabase(tx, schema)
  await refuseFilledDatabase(tx)
  await whileLoose(tx, () => loadTables(tx, folder, content, options))
  await setLastNumbers(tx, content.lastNumbers)
  onStep?.('migrating to this release')
  await migrateWithin(tx, () => true)
  await grantServiceRights(tx)
  // One that ended after the backup was made must not go on: everybody signs in again.
  await tx.script('delete from session')
  if (options.ledger) await applyErasures(tx, content, options.ledger, onStep)
  await restartFeed(tx, content.feedPosition)
  await tx.script('analyze')
  onStep?.('making search and likeness again')
  await rebuildDerived(tx, () => refuseInterrupted(options))
  refuseInterrupted(options)
}

/** Erases the accounts that were erased since the backup. */
async function applyErasures(
  tx: TransferTransaction,
  { takenAt }: BackupContent,
  ledger: Ledger,
  onStep: RestoreOptions['onStep'],
): Promise<void> {
  onStep?.('erasing what was erased since')
  const erased = await eraseAgain(statementsOn(tx), ledger, new Date(takenAt))
  onStep?.(`erased again: ${erased} accounts`)
}

async function loadTables(
  tx: TransferTransaction,
  folder: string,
  { tables }: BackupContent,
  options: RestoreOptions,
): Promise<void> {
  await clearForLoading(tx, tables)
  for (const [at, { name, columns }] of tables.entries()) {
    options.onStep?.(`loading ${name} (${at + 1} of ${tables.length})`)
    await tx.copyIn(name, columns, untilStopped(readLines(tablePath(folder, name)), options))
  }
  options.onStep?.('comparing with the backup')
  for (const table of tables) {
    refuseInterrupted(options)
    const { rows, sum } = await readContent(tx, table)
    if (rows !== table.rows || sum !== table.sum) throw editedBackup(tableFileName(table.name))
  }
}

async function* untilStopped<T>(pieces: AsyncIterable<T>, options: RestoreOptions): AsyncGenerator<T> {
  for await (const piece of pieces) {
    refuseInterrupted(options)
    yield piece
  }
}

function refuseInterrupted({ signal }: RestoreOptions): void {
  if (signal.aborted)
    throw new Failure('interrupted', 'Interrupted: the database is as it was. Run the same command again.')
}
