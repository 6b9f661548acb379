import type { PGlite, Transaction } from '@electric-sql/pglite'
import type { Stream } from '#lib/iterate'
import { copyStatement } from './copy'
import { BEGIN_READING, BEGIN_WRITING, identifierList, type Transfer, type TransferTransaction } from './transfer'

/** Bytes that one COPY holds in memory, as far as the sizes of rows allow. */
const PIECE_BYTES = 8_000_000
const PAGE_BYTES = 8192

/** Creates the transfer of an embedded store. PGlite holds the data of a COPY in memory, so a table is read and written in parts. */
export const createEmbeddedTransfer = (client: PGlite): Transfer => {
  const transact = <T>(begin: string, work: (tx: TransferTransaction) => Promise<T>): Promise<T> =>
    client.transaction(async (tx) => {
      await tx.exec(begin)
      return work(transferTransaction(tx))
    })
  return { read: (work) => transact(BEGIN_READING, work), write: (work) => transact(BEGIN_WRITING, work) }
}

const transferTransaction = (tx: Transaction): TransferTransaction => ({
  query: async <Row>(text: string, params: readonly unknown[]) => (await tx.query<Row>(text, [...params])).rows,
  script: (text) => tx.exec(text),
  copyOut: (table, columns) => copyOut(tx, table, columns),
  async copyIn(table, columns, pieces) {
    for await (const group of grouped(pieces))
      await tx.query(copyStatement(`"${table}"`, [identifierList(columns)], "'/dev/blob'"), [], {
        blob: new Blob(group),
      })
  },
})

/** Yields the rows by ranges of pages. A range is as long as the last one lets expect. */
async function* copyOut(tx: Transaction, table: string, columns: readonly string[]): Stream<Uint8Array> {
  const size = await tx.query<{ pages: number }>(
    `select (pg_relation_size('"${table}"') / ${PAGE_BYTES})::int as pages`,
  )
  const pages = size.rows[0]?.pages ?? 0
  for (let from = 0, length = 1; from < pages; ) {
    const range = `ctid >= '(${from},0)' and ctid < '(${from + length},0)'`
    const { blob } = await tx.query(
      `copy (select ${identifierList(columns)} from "${table}" where ${range}) to '/dev/blob'`,
    )
    if (blob && blob.size > 0) yield new Uint8Array(await blob.arrayBuffer())
    from += length
    length = Math.max(1, Math.min(length * 4, Math.floor((length * PIECE_BYTES) / Math.max(1, blob?.size ?? 0))))
  }
}

async function* grouped(pieces: Stream<Uint8Array>): AsyncGenerator<Uint8Array<ArrayBuffer>[]> {
  let group: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  for await (const piece of pieces) {
    group.push(new Uint8Array(piece))
    size += piece.length
    if (size < PIECE_BYTES) continue
    yield group
    group = []
    size = 0
  }
  if (group.length > 0) yield group
}
