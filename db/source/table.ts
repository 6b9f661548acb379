import { boolean, pgTable, smallint, text } from 'drizzle-orm/pg-core'
import { SALES_COUNTS } from '#catalogue/record'

/** Every source that was ever run, with its trust (0 to 100), what it copies and counts, and its licence. */
export const source = pgTable('source', {
  id: smallint('id').primaryKey().generatedAlwaysAsIdentity(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  kind: text('kind').notNull(),
  trust: smallint('trust').notNull(),
  origin: text('origin'),
  salesCount: text('sales_count', { enum: SALES_COUNTS }),
  licence: text('licence').notNull(),
  redistributable: boolean('redistributable').notNull(),
  commercial: boolean('commercial').notNull(),
  attribution: text('attribution'),
  attributionUrl: text('attribution_url'),
})
