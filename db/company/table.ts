import { integer, pgTable, text } from 'drizzle-orm/pg-core'

/** Companies of the catalogue; `aliases` holds every spelling that a record ever had. */
export const company = pgTable('company', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  slug: text('slug').notNull().unique(),
  name: text('name').notNull(),
  aliases: text('aliases').array().notNull().default([]),
})
