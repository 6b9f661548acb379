import { and, eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { apiResponse } from './table'

/** The text of a response, with the request that identifies it within its run. */
export type Response = { request: string; receivedAt: Date; text: string }

/** Returns the stored response to a request of a run, or `undefined` if the run has not made it yet. */
export async function findResponse(db: Db, runId: number, request: string): Promise<string | undefined> {
  const [found] = await db
    .select({ body: packed })
    .from(apiResponse)
    .where(and(eq(apiResponse.runId, runId), eq(apiResponse.request, request)))
  return found && unpack(found.body)
}

/** Stores a response of a run, compressed; the first response to a request is never replaced. */
export async function insertResponse(db: Db, runId: number, { request, receivedAt, text }: Response): Promise<void> {
  const body = Bun.zstdCompressSync(text).toString('base64')
  await db.execute(sql`insert into api_response (run_id, request, received_at, body)
    values (${runId}, ${request}, ${receivedAt.toISOString()}::timestamptz, decode(${body}, 'base64')) on conflict do nothing`)
}

/** An archived response; `id` is its position in the archive. */
export type ArchivedResponse = { id: number; request: string; text: string }

/** Returns the next responses of a source's API after a position in the archive, in the order of their arrival. */
export async function listResponses(db: Db, source: string, after: number, limit: number): Promise<ArchivedResponse[]> {
  const rows = await rowsOf<{ id: number; request: string; body: string }>(
    db,
    sql`select a.id::float8 as id, a.request, encode(a.body, 'base64') as body from api_response a
      join ingest_run r on r.id = a.run_id join source s on s.id = r.source_id
      where s.slug = ${source} and a.id > ${after} order by a.id limit ${limit}`,
  )
  return rows.map(({ id, request, body }) => ({ id, request, text: unpack(body) }))
}

/** Counts the archived responses of a source's API and returns the position of the last one (0 without any). */
export async function countResponses(db: Db, source: string): Promise<{ count: number; last: number }> {
  const [found] = await rowsOf<{ count: number; last: number }>(
    db,
    sql`select count(*)::int as count, coalesce(max(a.id), 0)::float8 as last from api_response a
      join ingest_run r on r.id = a.run_id join source s on s.id = r.source_id where s.slug = ${source}`,
  )
  return found ?? { count: 0, last: 0 }
}

const packed = sql<string>`encode(${apiResponse.body}, 'base64')`

const unpack = (base64: string): string => Bun.zstdDecompressSync(Buffer.from(base64, 'base64')).toString()
