import { createHash } from 'node:crypto'
import { identifierList, type TransferTransaction } from '#db/postgres/transfer'
import type { BackupTable } from './tables'

/** Contents of a table: the number of its rows, and a sum of their hashes, in which their order does not count. */
export type TableContent = { rows: number; sum: string }

/** Reads the contents of a table. Two stores give the same for the same rows, embedded or not. */
export async function readContent(tx: TransferTransaction, { name, columns }: BackupTable): Promise<TableContent> {
  const [content] = await tx.query<TableContent>(
    `select count(*)::float8 as rows, coalesce(sum(('x' || left(md5(row(${identifierList(columns)})::text), 16))::bit(64)::bigint), 0)::text as sum
      from "${name}"`,
    [],
  )
  return { rows: content?.rows ?? 0, sum: content?.sum ?? '' }
}

/** Tables that a restoration changes: the feed has a gap more, sessions are not restored, and erasures are remembered. */
const BESIDE = new Set(['feed_restart', 'session', 'refresh_token', 'erasure', 'erasure_key'])

/** Returns the hash of all rows of a store, from what each of its tables holds, in the order of their names. It is the same after a restoration. */
export function hashContents(contents: readonly (TableContent & { name: string })[]): string {
  const hash = createHash('sha256')
  for (const { name, rows, sum } of contents) if (!BESIDE.has(name)) hash.update(`${name} ${rows} ${sum}\n`)
  return hash.digest('hex')
}
