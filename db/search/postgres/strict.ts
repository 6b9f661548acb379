import { type SQL, sql } from 'drizzle-orm'
import type { QueryText } from '#catalogue/search/query'
import { RULES, type RuleName } from '../rules'
import type { Rule } from './rule'

const rule = (name: RuleName, matches: SQL, extra?: SQL): Rule => ({
  name,
  matches,
  points: extra ? sql`${RULES[name].points}::float8 + ${extra}` : sql`${RULES[name].points}::float8`,
})

const beginsWith = (column: SQL, text: string): SQL => sql`${column} like ${`${text.replace(/[\\%_]/g, '\\$&')}%`}`

/** Which words must stand in a title; each may be unfinished where `ending` is `:*`. */
const allWords = (words: readonly string[], ending = ''): SQL =>
  sql`${words.map((word) => word + ending).join(' & ')}::tsquery`

/** How much of the title was typed: words of the query by words of the title. */
const share = (words: readonly string[]): SQL =>
  sql`least(1, ${words.length}::float8 / greatest(1, length(game_search.words)))`

/** Matches without any slip, best first. */
export function strictRules({ fold, compact, joined, words }: QueryText): Rule[] {
  const title = rule('title', sql`game_search.fold = ${fold}`)
  if (words.length === 0) return [title]
  const keys = sql`array[${compact}, ${joined}]::text[]`
  const typed = allWords(words)
  const begins = sql`(${beginsWith(sql`game_search.fold`, fold)} or ${beginsWith(sql`game_search.compact`, compact)})`
  const firstWord = rule('firstWord', sql`(${begins} and game_search.words @@ ${typed})`)
  return [
    title,
    rule('compact', sql`game_search.compact in (${compact}, ${joined})`),
    rule('alternative', sql`game_search.alternative_compacts && ${keys}`),
    rule('initials', sql`game_search.initials && ${keys}`),
    // One word that stands whole in many titles: being the first of them says little.
    ...(words.length === 1 ? [firstWord] : []),
    rule('beginning', begins),
    rule('initialsText', sql`game_search.initials_vector @@ ${typed}`),
    rule('words', sql`game_search.words @@ ${typed}`, share(words)),
    rule('begun', sql`game_search.words @@ ${allWords(words, ':*')}`),
    rule('alternativeWords', sql`game_search.alternative_vector @@ ${typed}`),
  ]
}
