import { and, eq, sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { apiResponse } from './table'

/** The text of a response, the request that identifies it within its run, and when it was received. */
export type ReceivedResponse = { request: string; receivedAt: Date; text: string }

/** Returns the text of the stored response to a request of a run, or `undefined` if none is stored. */
export async function findResponse(db: Db, runId: number, request: string): Promise<string | undefined> {
  const [found] = await db
    .select({ body: packed })
    .from(apiResponse)
    .where(and(eq(apiResponse.runId, runId), eq(apiResponse.request, request)))
  return found && unpack(found.body)
}

/** Stores a response of a run, compressed; the first response to a request is never replaced. */
export async function insertResponse(
  db: Db,
  runId: number,
  { request, receivedAt, text }: ReceivedResponse,
): Promise<void> {
  await db.execute(sql`insert into api_response (run_id, request, received_at, body)
    values (${runId}, ${request}, ${receivedAt.toISOString()}::timestamptz, ${pack(text)}) on conflict do nothing`)
}

/** Replaces the text of a stored response. */
export async function replaceResponse(db: Db, id: number, text: string): Promise<void> {
  await db.execute(sql`update api_response set body = ${pack(text)} where id = ${id}`)
}

/** A stored response. Ids ascend in the order of arrival. */
export type StoredResponse = { id: number; request: string; text: string }

/** Returns at most `limit` stored responses of a source's API after an id (`after`), in the order of their ids. */
export async function listResponses(db: Db, source: string, after: number, limit: number): Promise<StoredResponse[]> {
  const rows = await rowsOf<{ id: number; request: string; body: string }>(
    db,
    sql`select a.id::float8 as id, a.request, encode(a.body, 'base64') as body from api_response a
      join ingest_run r on r.id = a.run_id join source s on s.id = r.source_id
      where s.slug = ${source} and a.id > ${after} order by a.id limit ${limit}`,
  )
  return rows.map(({ id, request, body }) => ({ id, request, text: unpack(body) }))
}

/** Returns the number of stored responses of a source's API and the id of the last one (0 if there is none). */
export async function summariseResponses(db: Db, source: string): Promise<{ count: number; last: number }> {
  const [found] = await rowsOf<{ count: number; last: number }>(
    db,
    sql`select count(*)::int as count, coalesce(max(a.id), 0)::float8 as last from api_response a
      join ingest_run r on r.id = a.run_id join source s on s.id = r.source_id where s.slug = ${source}`,
  )
  return found ?? { count: 0, last: 0 }
}

const packed = sql<string>`encode(${apiResponse.body}, 'base64')`

const pack = (text: string) => sql`decode(${Bun.zstdCompressSync(text).toString('base64')}, 'base64')`

const unpack = (base64: string): string => Bun.zstdDecompressSync(Buffer.from(base64, 'base64')).toString()
