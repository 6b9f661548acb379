import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '#db/connect'
import type { Ledger } from '#db/privacy/erase-again'
import { erasureKeyOf } from '#db/privacy/erasure-key'
import { listErasures } from '#db/privacy/erasures'
import { appendErasure, ensureLedger, readLedger } from '#db/privacy/ledger-file'
import type { LedgerLine } from '#db/privacy/ledger-text'
import type { Stores } from '#db/stores'
import type { Config } from '#lib/config'
import { Failure } from '#lib/errors'
import { errorCode, rootCause } from '#lib/root-cause'
import type { Log } from '#src/http/log'

/** Options of a restoration about erasures. `replaces`: the database that the restored one is to replace. */
export type LedgerOptions = { replaces?: string | undefined; withoutLedger?: boolean | undefined }

type Say = (line: string) => void
type Place = Pick<Config, 'databaseUrl' | 'dataDir'>

/**
 * Returns the erasures that are known outside of a backup: those of the database that it replaces, if that answers, and of the file in
 * DATA_DIR; `undefined` if nobody wants to know.
 *
 * @throws {Failure} `backup_refused` if there is neither, or the file is damaged and that database does not know better
 */
export async function findErasures(config: Place, options: LedgerOptions, say: Say): Promise<Ledger | undefined> {
  if (options.withoutLedger) return undefined
  const { replaces } = options
  const replaced = replaces === undefined ? undefined : await askReplaced(config, replaces, say)
  const known = [
    replaced,
    await fromFile(config.dataDir, replaced, say),
    replaces === undefined || config.databaseUrl ? undefined : await fromFile(replaces, replaced, say),
  ].filter((each) => each !== undefined)
  if (known.length > 0) {
    const found = { lines: known.flatMap(({ lines }) => lines), keys: known.flatMap(({ keys }) => keys) }
    // A service that starts with a new DATA_DIR makes an empty file: it is not the one of the database that was lost.
    if (found.lines.length === 0 && found.keys.length === 0) say(NAMES_NOBODY)
    return found
  }
  throw new Failure(
    'backup_refused',
    'Nobody can tell which accounts were erased since the backup: DATA_DIR has no erasures.ndjson, and no database answers that this one replaces. Copy the file there, name that database with --replaces, or restore --without-ledger if no account was erased.',
  )
}

const NAMES_NOBODY =
  'erasures.ndjson in DATA_DIR names nobody. If accounts were erased since the backup, they come back now: copy the file of the service that made the backup there, and restore into another empty database.'

/** Adds the erasures to the file in DATA_DIR that are not in it. @throws {Failure} `ledger_failed` */
export async function keepErasures(config: Config, ledger: Ledger): Promise<void> {
  await ensureLedger(config.dataDir)
  const there = subjectsOf((await readLedger(config.dataDir))?.lines)
  for (const line of ledger.lines) {
    if (there.has(line.subject)) continue
    there.add(line.subject)
    await appendErasure(config.dataDir, line)
  }
}

/**
 * Makes the key of erasures, so that every later backup has it, and the file. Logs a line if that is not possible: then no account can be
 * erased.
 */
export async function prepareErasures(
  { db }: Pick<Stores, 'db'>,
  dataDir: string,
  log: Pick<Log, 'warn'>,
): Promise<void> {
  await erasureKeyOf(db)
    .then(() => ensureLedger(dataDir))
    .catch((error: unknown) => log.warn('erasures_impossible', { reason: errorCode(error) }))
}

const subjectsOf = (lines: readonly LedgerLine[] = []) => new Set(lines.map(({ subject }) => subject))

/** Returns the erasures of the file in a directory. A damaged one must be of a database that answers, which knows its erasures itself. */
async function fromFile(dataDir: string, replaced: Ledger | undefined, say: Say): Promise<Ledger | undefined> {
  const file = await readLedger(dataDir)
  if (!file) return undefined
  const { lines, damaged } = file
  if (damaged.length > 0) {
    const inDatabase = subjectsOf(replaced?.lines)
    const isKnown = replaced !== undefined && lines.every(({ subject }) => inDatabase.has(subject))
    if (!isKnown) throw damagedLedger(damaged)
    say(
      `erasures.ndjson is damaged, ${tellLines(damaged)}. The database that is replaced knows every erasure that can be read in it, so its own are taken.`,
    )
  }
  return { lines, keys: [] }
}

const damagedLedger = (damaged: readonly number[]) =>
  new Failure(
    'backup_refused',
    `erasures.ndjson is damaged, ${tellLines(damaged)}: accounts that were erased could come back. Put a whole copy of the file there, or name the database that is replaced with --replaces. If there is neither, delete these lines: whoever they name comes back, unless you erase them again yourself.`,
  )

const MOST_TOLD = 20

/** Returns the numbers of lines in words, such as `2 lines cannot be read: 3, 7`. */
export function tellLines(numbers: readonly number[]): string {
  const told = numbers.slice(0, MOST_TOLD).join(', ')
  const rest = numbers.length > MOST_TOLD ? ' and others' : ''
  return `${numbers.length} ${numbers.length === 1 ? 'line' : 'lines'} cannot be read: ${told}${rest}`
}

/** Asks the database that is to be replaced: one on the same server, by name, or an embedded store, by directory. */
async function askReplaced(config: Place, replaces: string, say: Say): Promise<Ledger | undefined> {
  try {
    await using database = await openDatabase(addressOf(config, replaces))
    return await listErasures(database.db)
  } catch (error) {
    const root = rootCause(error)
    say(`The database that is to be replaced does not answer${root instanceof Failure ? `: ${root.message}` : '.'}`)
    return undefined
  }
}

function addressOf({ databaseUrl }: Place, replaces: string) {
  if (databaseUrl) {
    const url = new URL(databaseUrl)
    url.pathname = `/${encodeURIComponent(replaces)}`
    return { databaseUrl: url.href, dataDir: '' }
  }
  if (!existsSync(join(replaces, 'postgres')))
    throw new Failure('usage', 'There is no embedded store in the directory of --replaces.')
  return { databaseUrl: undefined, dataDir: replaces }
}
