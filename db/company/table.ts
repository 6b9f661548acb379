import { integer, pgTable, text } from 'drizzle-orm/pg-core'

/**
 * Companies of the catalogue. `key` is what all spellings share (`companyKey`), `slug` the slug of most of its games among `slugs`, those
 * of its spellings; `aliases` holds every spelling that a record ever had, unless it was taken back.
 */
export const company = pgTable('company', {
  id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
  key: text('key').notNull().unique(),
  slug: text('slug').notNull().unique(),
  slugs: text('slugs').array().notNull().default([]),
  name: text('name').notNull(),
  aliases: text('aliases').array().notNull().default([]),
})

/** Spellings of companies in records that were taken back; emptied once those that no other record has are forgotten. */
export const forgottenSpelling = pgTable('forgotten_spelling', { spelling: text('spelling').primaryKey() })
