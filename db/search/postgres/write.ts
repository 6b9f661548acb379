import { type SQL, sql } from 'drizzle-orm'
import type { SearchText } from '#catalogue/search/search-text'
import { arrayLiteral, copyLine } from '#db/postgres/copy'
import type { Db } from '#db/stores'
import { gramsColumn } from './grams'

/** Folded names of a game, to be stored in `game_search`. */
export type SearchRow = SearchText & { gameId: string }

const wordsOf = (texts: readonly string[]): string[] =>
  [...new Set(texts.flatMap((text) => text.split(' ')))].filter(Boolean)

const toColumns = ({ gameId, ...text }: SearchRow) => ({
  game_id: gameId,
  fold: text.fold,
  norm: text.norm,
  compact: text.compact,
  alternative_compacts: text.alternativeCompacts,
  alternative_words: wordsOf(text.alternativeNorms),
  initials: text.initials,
  initials_words: wordsOf(text.initialsTexts),
  pop: text.pop,
  grams: gramsColumn(text),
})

/**
 * Inserts or replaces the rows of `game_search` of these games, and adds their words. Idempotent; each game at most once per call.
 *
 * Call it in the transaction that writes the games.
 */
export async function writeSearchText(db: Db, rows: readonly SearchRow[]): Promise<void> {
  if (rows.length === 0) return
  await db.execute(sql`
    insert into game_search (game_id, fold, norm, compact, alternative_compacts, alternative_words, initials, initials_words, pop, grams)
    select game_id, fold, norm, compact, alternative_compacts, alternative_words, initials, initials_words, pop, grams
    from jsonb_to_recordset(${JSON.stringify(rows.map(toColumns))}::text::jsonb) as t (
      game_id uuid, fold text, norm text, compact text, alternative_compacts text[], alternative_words text[],
      initials text[], initials_words text[], pop real, grams text)
    order by game_id
    on conflict (game_id) do update set
      fold = excluded.fold, norm = excluded.norm, compact = excluded.compact,
      alternative_compacts = excluded.alternative_compacts, alternative_words = excluded.alternative_words,
      initials = excluded.initials, initials_words = excluded.initials_words, pop = excluded.pop, grams = excluded.grams`)
  await writeWords(db, wordsOf(rows.map((row) => row.norm)))
}

/** Deletes the rows of `game_search` of games that were merged into others. */
export async function removeSearchText(db: Db, gameIds: readonly string[]): Promise<void> {
  if (gameIds.length === 0) return
  await db.execute(sql`
    delete from game_search
    where game_id in (select id::uuid from jsonb_array_elements_text(${JSON.stringify(gameIds)}::text::jsonb) as t (id))`)
}

const writeWords = (db: Db, words: readonly string[]): Promise<void> =>
  addWords(db, sql`jsonb_array_elements_text(${JSON.stringify(words)}::text::jsonb) as t (word)`)

/** Adds the words of all rows of `game_search`, in one statement. */
export const writeAllWords = (db: Db): Promise<void> =>
  addWords(db, sql`game_search, unnest(string_to_array(norm, ' ')) as t (word)`)

/** Adds new words and their deletions. In a fixed order, so that two transactions do not deadlock. */
async function addWords(db: Db, words: SQL): Promise<void> {
  await db.execute(sql`
    with added as (
      insert into search_word (word)
      select word from (select distinct word from ${words} where length(word) between 3 and 24) d
      order by word collate "C"
      on conflict do nothing
      returning word
    )
    insert into search_word_deletion (deletion, word)
    select word, word from added
    union
    select left(word, cut - 1) || substr(word, cut + 1), word
    from added, generate_series(1, length(word)) as cut
    where length(word) > 3`)
}

/** Columns of `game_search` that are written; Postgres makes the others from them. */
export const SEARCH_COLUMNS = [
  ...(['game_id', 'fold', 'norm', 'compact', 'alternative_compacts', 'alternative_words'] as const),
  ...(['initials', 'initials_words', 'pop', 'grams'] as const),
] as const

/** Returns a row of `game_search` as a line of COPY text, in the order of `SEARCH_COLUMNS`. */
export function searchLine(row: SearchRow): string {
  const columns = toColumns(row)
  return copyLine(
    SEARCH_COLUMNS.map((name) => {
      const value = columns[name]
      return Array.isArray(value) ? arrayLiteral(value) : String(value)
    }),
  )
}
