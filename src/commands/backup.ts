import { noteBackup } from '#db/backup/last'
import { writeBackup } from '#db/backup/write'
import { openDatabase } from '#db/connect'
import { explainStore } from '#db/postgres/failure'
import type { Config } from '#lib/config'
import { RELEASE } from '#lib/release'
import { orStoreInUse } from './store-in-use'

/**
 * Writes a backup of the configured database into a new folder, and says what it holds.
 *
 * @throws {Failure} `store_in_use` if another process has the embedded store open, and as `writeBackup`
 */
export async function backup(
  config: Config,
  folder: string,
  { signal, say }: { signal: AbortSignal; say: (line: string) => void },
): Promise<void> {
  await using database = await orStoreInUse(() => openDatabase(config))
  const { tables, contentHash, feedPosition, takenAt } = await writeBackup(database, folder, {
    release: RELEASE.version,
    signal,
    onTable: (name, number, of) => say(`${number} of ${of}: ${name}`),
  }).catch(explainStore)
  const [rows, bytes] = [sum(tables.map((table) => table.rows)), sum(tables.map((table) => table.bytes))]
  say(
    `Backed up ${rows} rows of ${tables.length} tables in ${(bytes / 1e6).toFixed(1)} MB, up to change ${feedPosition}.`,
  )
  await noteBackup(database.db, new Date(takenAt)).catch(() => say(UNNOTED))
  say(`Content ${contentHash}. Keep the folder where only you can read it: it holds everything.`)
}

/** A database of an older schema, or one that cannot be written to, is backed up all the same. */
const UNNOTED =
  'The database could not note this backup, so bun run start will say that it is missing. Run bun run migrate if the schema is older.'

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
