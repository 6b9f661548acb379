import { integer, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core'
import { source } from '#db/source/table'

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

/**
 * Statements of sources about companies, of which `companyKey` is the key: another or former name (kind `alias`), or the company that owns it
 * (`parent`). `key` is that of the `name`.
 */
export const companyStatement = pgTable(
  'company_statement',
  {
    sourceId: smallint('source_id')
      .notNull()
      .references(() => source.id),
    company: text('company').notNull(),
    companyKey: text('company_key').notNull(),
    kind: text('kind', { enum: ['alias', 'parent'] }).notNull(),
    name: text('name').notNull(),
    key: text('key').notNull(),
  },
  (table) => [primaryKey({ columns: [table.sourceId, table.company, table.kind, table.name] })],
)

/** Spellings of companies in records that were taken back; emptied once those that no other record has are forgotten. */
export const forgottenSpelling = pgTable('forgotten_spelling', { spelling: text('spelling').primaryKey() })
