import { pgTable, smallint, text } from 'drizzle-orm/pg-core'

/** The genres of the vocabulary. */
export const genre = pgTable('genre', {
  id: smallint('id').primaryKey(),
  slug: text('slug').notNull().unique(),
  labelEn: text('label_en').notNull(),
  labelFr: text('label_fr').notNull(),
  aliases: text('aliases').array().notNull().default([]),
})
