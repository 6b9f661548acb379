import { bigint, integer, jsonb, pgTable, real, smallint, text, timestamp, uuid } from 'drizzle-orm/pg-core'
import type { ItemStatus } from '#catalogue/collection/item'
import { account } from '#db/account/table'
import { game } from '#db/game/table'

const instant = (name: string) => timestamp(name, { withTimezone: true })

const accountId = () =>
  uuid('account_id')
    .notNull()
    .references(() => account.id, { onDelete: 'cascade' })

/** Collections of games, each private to its account. `nameKey`: the name as it is compared. */
export const collection = pgTable('collection', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  accountId: accountId(),
  name: text('name').notNull(),
  nameKey: text('name_key').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
})

/** Items of collections: the values that a person or their list stated, and the game that they are about, if one is known. */
export const collectionItem = pgTable('collection_item', {
  id: uuid('id').primaryKey(),
  collectionId: bigint('collection_id', { mode: 'number' })
    .notNull()
    .references(() => collection.id, { onDelete: 'cascade' }),
  accountId: accountId(),
  gameId: uuid('game_id').references(() => game.id, { onDelete: 'set null' }),
  title: text('title').notNull(),
  year: smallint('year'),
  platform: text('platform'),
  ids: jsonb('ids').$type<Record<string, string>>().notNull().default({}),
  status: text('status').$type<ItemStatus>(),
  rating: real('rating'),
  playtimeMinutes: integer('playtime_minutes'),
  notes: text('notes'),
  store: text('store'),
  edited: text('edited').array().notNull().default([]),
  importKey: bigint('import_key', { mode: 'bigint' }),
  dismissedAt: instant('dismissed_at'),
  addedAt: instant('added_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
})
