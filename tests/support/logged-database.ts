import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import type { Db } from '#db/stores'

/** A statement as it was sent. */
export type SentStatement = { query: string; params: unknown[] }

/** A database over one connection that keeps the statements sent to it. `mode` is its `plan_cache_mode`. (Default: auto) */
export function connectLogged(url: string, mode = 'auto') {
  const sent: SentStatement[] = []
  const client = postgres(url, {
    max: 1,
    onnotice: () => {},
    connection: { jit: false, plan_cache_mode: mode } as Record<string, string | boolean>,
  })
  const db = drizzle({ client, logger: { logQuery: (query, params) => void sent.push({ query, params }) } })
  // safe: the query builder is the same for every driver
  return { client, db: db as unknown as Db, sent, [Symbol.asyncDispose]: () => client.end() }
}
