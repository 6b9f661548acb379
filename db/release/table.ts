import { bigint, date, pgTable, primaryKey, smallint, text, uuid } from 'drizzle-orm/pg-core'
import { PRECISIONS } from '#catalogue/record'
import { game } from '#db/game/table'
import { platform } from '#db/platform/table'

/** Releases of games. Region and edition are part of the key, so they are empty strings where a source names none. */
export const release = pgTable(
  'release',
  {
    gameId: uuid('game_id')
      .notNull()
      .references(() => game.id, { onDelete: 'cascade' }),
    platformId: smallint('platform_id')
      .notNull()
      .references(() => platform.id),
    region: text('region').notNull().default(''),
    edition: text('edition').notNull().default(''),
    released: date('released'),
    releasedPrecision: text('released_precision', { enum: PRECISIONS }),
    salesCopies: bigint('sales_copies', { mode: 'number' }),
  },
  (table) => [primaryKey({ columns: [table.gameId, table.platformId, table.region, table.edition] })],
)
