import { type SQL, sql } from 'drizzle-orm'
import { customType, pgTable, primaryKey, real, text, uuid } from 'drizzle-orm/pg-core'
import { game } from '#db/game/table'

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/** A vector the database itself derives from a column. */
const derived = (name: string, from: SQL) => tsvector(name).notNull().generatedAlwaysAs(from)

/** How each live game is found, folded by `searchTextOf`. */
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
  words: derived('words', sql`array_to_tsvector(string_to_array(norm, ' '))`),
  alternativeVector: derived('alternative_vector', sql`array_to_tsvector(alternative_words)`),
  initialsVector: derived('initials_vector', sql`array_to_tsvector(initials_words)`),
})

/** Every word that stands in a title. */
export const searchWord = pgTable('search_word', { word: text('word').primaryKey() })

/** A word as it is and less each one of its letters: two words one slip apart share a deletion. */
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
