import { join } from 'node:path'
import { PGlite, type Transaction } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { vector } from '@electric-sql/pglite-pgvector'
import { drizzle } from 'drizzle-orm/pglite'
import type { BulkTransaction, Db } from '#db/stores'
import { Failure } from '#lib/errors'
import { copyStatement } from './copy'
import { lockDirectory } from './directory-lock'
import { applyMigrations, type MigrationConnection, pendingMigrations } from './migrate'
import type { Database } from './server'

const UNUSABLE =
  'The embedded store cannot be opened, its files are damaged or of another version: set DATA_DIR to another directory and load again.'
const PIECE_CHARACTERS = 8_000_000

/** Where an embedded store lives: a directory on disk, or memory filled from the dump of another store (tests). */
export type EmbeddedPlace = { directory: string } | { template: Blob | undefined }

/**
 * Opens PGlite, Postgres in this process. A directory is locked against every other process while it is open.
 *
 * @throws {Failure} `store_busy` where another process has the directory open; `store_refused` where it cannot be opened;
 * `configuration` where it cannot be written to
 */
export async function openEmbedded(place: EmbeddedPlace): Promise<Database & { dump: () => Promise<Blob> }> {
  const unlock = 'directory' in place ? lockDirectory(place.directory) : () => {}
  const client = await createClient(place).catch((error: unknown) => {
    unlock()
    throw new Failure('store_refused', UNUSABLE, { cause: error })
  })
  const held = new Set<string>()
  return {
    mode: 'embedded',
    db: drizzle({ client }) as unknown as Db, // safe: the query builder is the same for every driver
    migrations: {
      migrate: () => applyMigrations(connectionOf(client)),
      pending: () => pendingMigrations(connectionOf(client)),
    },
    bulk: async (work) => client.transaction((tx) => work(bulkTransaction(tx))),
    exclusively: (name, work) => exclusively(held, name, work),
    dump: () => client.dumpDataDir('none'),
    async [Symbol.asyncDispose]() {
      await client.exec('checkpoint')
      await client.close()
      unlock()
    },
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

/** Groups chunks so that no COPY holds more than a few megabytes in the memory of the embedded store. */
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

/** The directory belongs to this process alone, so a set of names is lock enough. */
async function exclusively<T>(held: Set<string>, name: string, work: () => Promise<T>): Promise<T | 'taken'> {
  if (held.has(name)) return 'taken'
  held.add(name)
  try {
    return await work()
  } finally {
    held.delete(name)
  }
}
