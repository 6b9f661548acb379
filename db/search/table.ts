import { boolean, integer, pgTable, timestamp, uuid } from 'drizzle-orm/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** Games whose document in the index may be older than the game; filled by triggers, emptied by the relay. */
export const searchOutbox = pgTable('search_outbox', {
  gameId: uuid('game_id').primaryKey(),
  version: integer('version').notNull(),
  queuedAt: instant('queued_at').notNull().defaultNow(),
  claimedUntil: instant('claimed_until'),
  rebuiltVersion: integer('rebuilt_version'),
})

/** Held while an index is rebuilt: the relay claims nothing meanwhile. */
export const searchRebuild = pgTable('search_rebuild', {
  onlyRow: boolean('only_row').primaryKey().default(true),
  token: uuid('token').notNull(),
  heldUntil: instant('held_until').notNull(),
})
