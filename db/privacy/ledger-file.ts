import { existsSync } from 'node:fs'
import { type FileHandle, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { secureDataDirectory } from '#db/postgres/data-directory'
import { Failure } from '#lib/errors'
import { errorCode } from '#lib/root-cause'

const OWNER_ONLY = 0o600

const Line = v.object({
  at: v.pipe(v.string(), v.isoTimestamp()),
  /** The HMAC of the id of the account, in hexadecimal digits. */
  subject: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** Digits by which its key is recognised. They are no part of the key. */
  key: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
})

/** One erasure in the file of erasures. */
export type LedgerLine = v.InferOutput<typeof Line>

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
    await file.write(`${(await endsWithLine(file)) ? '' : '\n'}${JSON.stringify(line)}\n`)
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
  const file = await open(ledgerPath(dataDir), 'a+', OWNER_ONLY)
  if (isNew) await flushFolder(dataDir)
  return file
}

async function flushFolder(dataDir: string): Promise<void> {
  await using folder = await open(dataDir, 'r')
  await folder.sync()
}

async function endsWithLine(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat()
  if (size === 0) return true
  const { buffer } = await file.read(new Uint8Array(1), 0, 1, size - 1)
  return buffer[0] === 10
}

/**
 * Reads the erasures of the file; `undefined` if there is no file. A line that is cut off is of an erasure that never happened.
 *
 * @throws {Failure} `ledger_failed` if it cannot be read
 */
export async function readLedger(dataDir: string): Promise<LedgerLine[] | undefined> {
  if (!existsSync(ledgerPath(dataDir))) return undefined
  const text = await orLedgerFailure(() => readFile(ledgerPath(dataDir), 'utf8'))
  return text.split('\n').flatMap((line) => parseLedgerLine(line) ?? [])
}

function parseLedgerLine(text: string): LedgerLine | undefined {
  try {
    const parsed = v.safeParse(Line, JSON.parse(text))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

/** Rewrites the file without the erasures before a time, in one step. Returns how many they were. */
export async function dropErasuresBefore(dataDir: string, time: Date): Promise<number> {
  const lines = (await readLedger(dataDir)) ?? []
  const kept = lines.filter(({ at }) => new Date(at) >= time)
  if (kept.length === lines.length) return 0
  await orLedgerFailure(async () => {
    const making = `${ledgerPath(dataDir)}.${process.pid}`
    await using file = await open(making, 'w', OWNER_ONLY)
    await file.write(kept.map((line) => `${JSON.stringify(line)}\n`).join(''))
    await file.sync()
    await rename(making, ledgerPath(dataDir))
    await flushFolder(dataDir)
  })
  return lines.length - kept.length
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
