import { pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core'
import { WORD_KINDS } from '#catalogue/vocabulary/mapped-words'

/** Words of sources that a person has mapped to a slug of the vocabulary. */
export const vocabularyWord = pgTable(
  'vocabulary_word',
  {
    kind: text('kind', { enum: WORD_KINDS }).notNull(),
    /** The key that all spellings of the word share (`wordKey`). */
    key: text('key').notNull(),
    word: text('word').notNull(),
    slug: text('slug').notNull(),
    author: text('author').notNull(),
    mappedAt: timestamp('mapped_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.kind, table.key] })],
)
