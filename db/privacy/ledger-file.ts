import { existsSync } from 'node:fs'
import { type FileHandle, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { secureDataDirectory } from '#db/postgres/data-directory'
import { Failure } from '#lib/errors'
import { errorCode } from '#lib/root-cause'
import { beginningAfter, type LedgerLine, type LedgerText, parseLedger, withoutLines } from './ledger-text'

const OWNER_ONLY = 0o600

/** Returns the path of the file of erasures, which is no part of the database and of no backup. */
export const ledgerPath = (dataDir: string): string => join(dataDir, 'erasures.ndjson')

/**
 * Adds an erasure to the file and flushes it to the disk. A line that a killed process left unfinished stays apart.
 *
 * @throws {Failure} `ledger_failed` if the file cannot be written
 */
export async function appendErasure(dataDir: string, line: LedgerLine): Promise<void> {
  await orLedgerFailure(async () => {
    await using file = await openLedger(dataDir)
    const beginning = beginningAfter(await readFile(ledgerPath(dataDir), 'utf8'))
    await file.write(`${beginning}${JSON.stringify(line)}\n`)
    await file.sync()
  })
}

/** Makes the file of erasures if it is not there. @throws {Failure} `ledger_failed` if it cannot be written */
export async function ensureLedger(dataDir: string): Promise<void> {
  await orLedgerFailure(async () => {
    await using _file = await openLedger(dataDir)
  })
}

async function openLedger(dataDir: string): Promise<FileHandle> {
  secureDataDirectory(dataDir)
  const isNew = !existsSync(ledgerPath(dataDir))
  const file = await open(ledgerPath(dataDir), 'a', OWNER_ONLY)
  if (isNew) await flushFolder(dataDir)
  return file
}

async function flushFolder(dataDir: string): Promise<void> {
  await using folder = await open(dataDir, 'r')
  await folder.sync()
}

/**
 * Reads the file of erasures; `undefined` if there is none.
 *
 * @throws {Failure} `ledger_failed` if it cannot be read
 */
export async function readLedger(dataDir: string): Promise<LedgerText | undefined> {
  const text = await ledgerText(dataDir)
  return text === undefined ? undefined : parseLedger(text)
}

const ledgerText = (dataDir: string): Promise<string | undefined> =>
  orLedgerFailure(async () => (existsSync(ledgerPath(dataDir)) ? readFile(ledgerPath(dataDir), 'utf8') : undefined))

/** Rewrites the file without the erasures before a time, in one step. Returns how many they were. Damaged lines stay as they are. */
export async function dropErasuresBefore(dataDir: string, time: Date): Promise<number> {
  const text = (await ledgerText(dataDir)) ?? ''
  const isOld = ({ at }: LedgerLine) => new Date(at) < time
  const old = parseLedger(text).lines.filter(isOld).length
  if (old === 0) return 0
  await orLedgerFailure(async () => {
    const making = `${ledgerPath(dataDir)}.${process.pid}`
    await using file = await open(making, 'w', OWNER_ONLY)
    await file.write(withoutLines(text, isOld))
    await file.sync()
    await rename(making, ledgerPath(dataDir))
    await flushFolder(dataDir)
  })
  return old
}

async function orLedgerFailure<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const reason = `(${errorCode(error) || 'see the log'})`
    throw new Failure(
      'ledger_failed',
      `The file erasures.ndjson in DATA_DIR cannot be used ${reason}: set DATA_DIR to a directory that belongs to the service and stays, then try again.`,
      { cause: error },
    )
  }
}
