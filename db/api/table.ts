import { bigint, customType, integer, pgTable, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import { ingestRun } from '#db/run/table'

const bytea = customType<{ data: Uint8Array }>({ dataType: () => 'bytea' })

/** Every response of a foreign API, compressed with zstd, with the run that requested it. */
export const apiResponse = pgTable(
  'api_response',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    runId: bigint('run_id', { mode: 'number' })
      .notNull()
      .references(() => ingestRun.id),
    request: text('request').notNull(),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
    body: bytea('body').notNull(),
  },
  (table) => [uniqueIndex('api_response_request').on(table.runId, table.request)],
)

/** For each quota and key, the requests made in the current period, and the time of the next one in ms since 1970. */
export const apiBudget = pgTable(
  'api_budget',
  {
    quota: text('quota').notNull(),
    keyHash: text('key_hash').notNull(),
    period: text('period').notNull(),
    used: integer('used').notNull(),
    nextAt: bigint('next_at', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.quota, table.keyHash] })],
)
