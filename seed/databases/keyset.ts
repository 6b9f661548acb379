import { Failure } from '#lib/errors'
import type { Stream } from '#lib/iterate'
import type { Checkpoint, Content, Page } from '#seed/contract/record'
import type { Ask, DatabaseRow, Shape, SqlDialect } from './dialect'
import { keylessQuery, pageQuery } from './page-query'
import { addRecord } from './record'

/** Most rows of the first page and of any page; each page may have twice as many rows as the page before had. */
const FIRST_ROWS = 100
const MOST_ROWS = 2000
/** Most bytes of a page, unless a single row is longer. */
const PAGE_BYTES = 4 * 1024 * 1024
/** Rows without a key are read in one query, so their number is limited. */
const MOST_KEYLESS = 100

/** A query to read by its key, and the server to read it from. */
export type KeysetQuery = { source: string; query: string; dialect: SqlDialect; shape: Shape; ask: Ask }

/**
 * Reads the rows of a query in pages, sorted by its key: `where key > last order by key limit n` (keyset paging).
 *
 * Rows without a key come first, in a page of their own; the map refuses them. The checkpoint is the last key of a page.
 * A page is queried only when the caller asks for it.
 *
 * @see https://use-the-index-luke.com/no-offset
 * @throws {Failure} `configuration` if two rows have the same key, or more than 100 have none
 */
export async function* readKeyset(keyset: KeysetQuery, after: Checkpoint | undefined): Stream<Page> {
  let row = Number(after?.row ?? 0)
  let key = after && keyIn(after, keyset.shape)
  if (!after) {
    const keyless = await readKeyless(keyset)
    row = keyless.length
    if (row > 0) yield pageOf(keyless, keyset.shape, { row: 0, checkpoint: { row } })
  }
  for (let size = FIRST_ROWS; ; ) {
    const rows = await readPage(keyset, key, size)
    if (rows.length === 0) return
    const checkpoint = { row: row + rows.length, ...keyOf(rows.at(-1), keyset.shape) }
    yield pageOf(rows, keyset.shape, { row, checkpoint })
    row = checkpoint.row
    key = keyIn(checkpoint, keyset.shape)
    size = Math.min(MOST_ROWS, 2 * rows.length)
  }
}

async function readKeyless({ source, query, dialect, shape, ask }: KeysetQuery): Promise<DatabaseRow[]> {
  const { sql, values } = keylessQuery(dialect, query, shape, MOST_KEYLESS + 1)
  const rows = await ask(sql, values)
  if (rows.length <= MOST_KEYLESS) return rows
  throw new Failure(
    'configuration',
    `More than ${MOST_KEYLESS} rows of ${source} have no value in the key: exclude them from the query (where … is not null), or choose another key.`,
  )
}

async function readPage(
  keyset: KeysetQuery,
  after: readonly string[] | undefined,
  rows: number,
): Promise<DatabaseRow[]> {
  const { source, query, dialect, shape, ask } = keyset
  const { sql, values } = pageQuery(dialect, query, shape, { after, rows, bytes: PAGE_BYTES })
  const page = await ask(sql, values)
  if (!page.some((row) => Number(row.vl_tie) === 1)) return page
  throw new Failure(
    'configuration',
    `Two rows of ${source} have the same key, as the database compares them: add columns to "key" until each row has a key of its own.`,
  )
}

/** Returns the key of a row in the form of a checkpoint. */
const keyOf = (row: DatabaseRow | undefined, { keys }: Shape): Checkpoint =>
  Object.fromEntries(keys.map(({ keep }, at) => [`key${at}`, keep(row?.[`vl_key${at}`])]))

/** Returns the key in a checkpoint; `undefined` in that of the page of rows without a key. */
const keyIn = (checkpoint: Checkpoint, { keys }: Shape): string[] | undefined =>
  'key0' in checkpoint ? keys.map((_, at) => String(checkpoint[`key${at}`])) : undefined

function pageOf(rows: readonly DatabaseRow[], shape: Shape, place: { row: number; checkpoint: Checkpoint }): Page {
  const content: Content = { records: [], unparsable: [] }
  for (const [at, row] of rows.entries()) addRecord(content, shape.textOf(row), { row: place.row + at })
  return { ...content, checkpoint: place.checkpoint, done: place.row + rows.length }
}
