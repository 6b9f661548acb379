import { pgTable, smallint, text } from 'drizzle-orm/pg-core'

/** The platforms of the vocabulary. */
export const platform = pgTable('platform', {
  id: smallint('id').primaryKey(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  labelEn: text('label_en').notNull(),
  labelFr: text('label_fr').notNull(),
  family: text('family'),
  generation: smallint('generation'),
  aliases: text('aliases').array().notNull().default([]),
})
