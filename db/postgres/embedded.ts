import { existsSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { vector } from '@electric-sql/pglite-pgvector'
import { drizzle } from 'drizzle-orm/pglite'
import { unwatched, type WatchCalls } from '#db/store-call'
import type { BulkTransaction, Db } from '#db/stores'
import { Failure } from '#lib/errors'
import { copyStatement } from './copy'
import { lockDirectory } from './directory-lock'
import { type EmbeddedGuard, guardEmbedded } from './embedded-guard'
import { createEmbeddedTransfer } from './embedded-transfer'
import { freeBytes, fullDisk, SPARE_BYTES } from './free-space'
import { applyMigrations, type MigrationConnection, pendingMigrations } from './migrate'
import type { Database } from './server'

const UNUSABLE =
  'The embedded store cannot be opened because its files are damaged or of another version: set DATA_DIR to another directory and load again.'
const PIECE_CHARACTERS = 8_000_000

/** The place of an embedded store: a directory, or memory filled with the dump of another store (for tests). */
export type EmbeddedPlace = { directory: string } | { template: Blob | undefined }

/**
 * Opens PGlite, a Postgres inside this process. Its directory is locked against other processes until it is closed.
 *
 * PGlite (0.5.16) starts Postgres with `-F`, so a commit is not flushed to disk: it survives the end of the process, but may
 * be lost if the machine fails. Closing it makes a checkpoint.
 *
 * While less than 128 MiB of its disk are free, it is read-only. After a panic of Postgres every statement fails. `watch` is told of
 * each statement.
 *
 * @throws {Failure} `store_busy` if another process has the directory open; `store_refused` if its files cannot be opened;
 * `configuration` if it cannot be written to; `store_unreachable` if the disk is full
 * @see https://github.com/electric-sql/pglite/issues/1107
 */
export async function openEmbedded(
  place: EmbeddedPlace,
  watch: WatchCalls = unwatched,
): Promise<Database & { dump: () => Promise<Blob> }> {
  const unlock = 'directory' in place ? lockDirectory(place.directory) : () => {}
  const spoolDirectory = spoolDirectoryOf(place)
  // Files of exports that a process left when it was killed.
  rmSync(spoolDirectory, { recursive: true, force: true })
  const client = await openClient(place).catch((error: unknown) => {
    unlock()
    throw error
  })
  const guard = guardEmbedded(client, freeBytesOf(place), watch)
  const held = new Set<string>()
  const db = drizzle({ client }) as unknown as Db // safe: the query builder is the same for every driver
  return {
    mode: 'embedded',
    db,
    batchDb: db,
    exportDb: db,
    spoolDirectory,
    migrations: {
      migrate: () => applyMigrations(connectionOf(client)),
      pending: () => pendingMigrations(connectionOf(client)),
    },
    transfer: createEmbeddedTransfer(client),
    check: async () => {},
    bulk: async (work) => client.transaction((tx) => work(bulkTransaction(tx))),
    exclusively: (name, work) => exclusively(held, name, work),
    dump: () => client.dumpDataDir('none'),
    async [Symbol.asyncDispose]() {
      await close(client, guard)
      rmSync(spoolDirectory, { recursive: true, force: true })
      unlock()
    },
  }
}

/** Makes a checkpoint and closes the client. An error is dropped: it would hide the one that led here, and what is committed is kept. */
async function close(client: PGlite, guard: EmbeddedGuard): Promise<void> {
  try {
    if (!guard.broken) await client.exec('checkpoint')
    if (!guard.broken) await client.close()
  } catch {
    // The next start recovers the store from its log.
  }
}

/** Returns the directory in which exports are written before they are sent. */
const spoolDirectoryOf = (place: EmbeddedPlace): string =>
  'directory' in place ? join(place.directory, 'exports') : join(tmpdir(), `vestimlib-exports-${crypto.randomUUID()}`)

const freeBytesOf = (place: EmbeddedPlace): (() => number) =>
  'directory' in place ? () => freeBytes(place.directory) : () => Number.POSITIVE_INFINITY

/** Opens the client. A store that could not be made is removed: a part of one cannot be opened later. */
async function openClient(place: EmbeddedPlace): Promise<PGlite> {
  const files = 'directory' in place ? join(place.directory, 'postgres') : undefined
  const isNew = files !== undefined && !existsSync(files)
  const isShort = () => freeBytesOf(place)() < SPARE_BYTES
  if (isNew && isShort()) throw fullDisk()
  try {
    return await createClient(place)
  } catch (error) {
    if (isNew) rmSync(files, { recursive: true, force: true })
    throw isShort() ? fullDisk(error) : new Failure('store_refused', UNUSABLE, { cause: error })
  }
}

function createClient(place: EmbeddedPlace): Promise<PGlite> {
  const extensions = { vector, pg_trgm }
  if ('directory' in place) return PGlite.create({ dataDir: join(place.directory, 'postgres'), extensions })
  return PGlite.create({ extensions, ...(place.template && { loadDataDir: place.template }) })
}

const connectionOf = (client: PGlite): MigrationConnection => ({
  script: (text) => client.exec(text),
  query: async <Row>(text: string, params: readonly unknown[]) => (await client.query<Row>(text, [...params])).rows,
})

function bulkTransaction(tx: Transaction): BulkTransaction {
  return {
    async copyIn(table, columns, chunks) {
      for (const piece of pieces(chunks))
        await tx.query(copyStatement(table, columns, "'/dev/blob'"), [], { blob: new Blob(piece) })
    },
    query: async <Row>(text: string, params: readonly unknown[]) => (await tx.query<Row>(text, [...params])).rows,
  }
}

/** Groups chunks into pieces of about 8 million characters: PGlite reads the data of a COPY as one blob in memory. */
function* pieces(chunks: readonly string[]): Iterable<string[]> {
  let piece: string[] = []
  let size = 0
  for (const chunk of chunks) {
    piece.push(chunk)
    size += chunk.length
    if (size < PIECE_CHARACTERS) continue
    yield piece
    piece = []
    size = 0
  }
  if (piece.length > 0) yield piece
}

/** Runs `work` unless the name is held. A set of names suffices as locks, since no other process has the directory open. */
async function exclusively<T>(held: Set<string>, name: string, work: () => Promise<T>): Promise<T | 'taken'> {
  if (held.has(name)) return 'taken'
  held.add(name)
  try {
    return await work()
  } finally {
    held.delete(name)
  }
}
