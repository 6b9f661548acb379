import { boolean, integer, pgTable, timestamp, uuid } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/**
 * Outbox: games whose document in the index may be out of date. Triggers insert rows; the relay and a rebuild delete those of
 * games that they have indexed.
 *
 * `version`: the latest version that was queued; `claimedUntil`: no other relay claims the game before this time;
 * `rebuiltVersion`: the version that a rebuild has read and will index.
 */
export const searchOutbox = pgTable('search_outbox', {
  gameId: uuid('game_id').primaryKey(),
  version: integer('version').notNull(),
  queuedAt: instant('queued_at').notNull().defaultNow(),
  claimedUntil: instant('claimed_until'),
  rebuiltVersion: integer('rebuilt_version'),
})

/** At most one row, while an index is rebuilt: until `held_until` the relay claims no games. */
export const searchRebuild = pgTable('search_rebuild', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  token: uuid('token').notNull(),
  heldUntil: instant('held_until').notNull(),
})
