import { type SQL, sql } from 'drizzle-orm'
import { customType, pgTable, primaryKey, real, text, uuid } from 'drizzle-orm/pg-core'
import { game } from '#db/game/table'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/** A tsvector column that Postgres generates from another column. */
const derived = (name: string, from: SQL) => tsvector(name).notNull().generatedAlwaysAs(from)

/** Names of each live game as `searchTextOf` folds them. */
export const gameSearch = pgTable('game_search', {
  gameId: uuid('game_id')
    .primaryKey()
    .references(() => game.id, { onDelete: 'cascade' }),
  fold: text('fold').notNull(),
  norm: text('norm').notNull(),
  compact: text('compact').notNull(),
  alternativeCompacts: text('alternative_compacts').array().notNull(),
  alternativeWords: text('alternative_words').array().notNull(),
  initials: text('initials').array().notNull(),
  initialsWords: text('initials_words').array().notNull(),
  pop: real('pop').notNull(),
  /** As `gramsColumn` writes it; null if it is not made yet. */
  grams: text('grams').default(''),
  words: derived('words', sql`array_to_tsvector(string_to_array(norm, ' '))`),
  alternativeVector: derived('alternative_vector', sql`array_to_tsvector(alternative_words)`),
  initialsVector: derived('initials_vector', sql`array_to_tsvector(initials_words)`),
})

/** Words of titles, of 3 to 24 letters. */
export const searchWord = pgTable('search_word', { word: text('word').primaryKey() })

/** Each word itself and, from 4 letters, with one letter deleted: two words one typo apart share an entry. */
export const searchWordDeletion = pgTable(
  'search_word_deletion',
  {
    deletion: text('deletion').notNull(),
    word: text('word')
      .notNull()
      .references(() => searchWord.word, { onDelete: 'cascade' }),
  },
  (table) => [primaryKey({ columns: [table.deletion, table.word] })],
)
