import { boolean, pgTable, smallint, text } from 'drizzle-orm/pg-core'

/** Every source that was ever run, with its trust (0 to 100) and licence. */
export const source = pgTable('source', {
  id: smallint('id').primaryKey().generatedAlwaysAsIdentity(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  kind: text('kind').notNull(),
  trust: smallint('trust').notNull(),
  licence: text('licence').notNull(),
  redistributable: boolean('redistributable').notNull(),
  commercial: boolean('commercial').notNull(),
  attribution: text('attribution'),
  attributionUrl: text('attribution_url'),
})
