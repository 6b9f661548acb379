import { type SQL, sql } from 'drizzle-orm'
import type { QueryText } from '#catalogue/search/query'
import { RULES, type RuleName } from '../rules'
import type { Rule } from './rule'

const rule = (name: RuleName, matches: SQL, extra?: SQL): Rule => ({
  name,
  matches,
  points: extra ? sql`${RULES[name].points}::float8 + ${extra}` : sql`${RULES[name].points}::float8`,
})

/** Of the rules that ask for less: a beginning of the title, or beginnings of its words. */
const implied = (rule: Rule): Rule => ({ ...rule, isImplied: true })

const nameRule = (name: RuleName, matches: SQL): Rule => ({ ...rule(name, matches), named: matches })

/** Returns SQL that is true for texts of a column that begin with this text. */
export const beginsWith = (column: SQL, text: string): SQL =>
  sql`${column} like ${`${text.replace(/[\\%_]/g, '\\$&')}%`}`

/** Returns a tsquery for titles that contain all words, or with the ending `:*` words that begin with them. */
export const allWords = (words: readonly string[], ending = ''): SQL =>
  sql`${words.map((word) => word + ending).join(' & ')}::tsquery`

/** Returns SQL for the share of the title that was typed: words of the query / words of the title, at most 1. */
const share = (words: readonly string[]): SQL =>
  sql`least(1, ${words.length}::float8 / greatest(1, length(game_search.words)))`

/** Returns the rules without typos, best first. */
export function strictRules({ fold, compact, joined, words }: QueryText): Rule[] {
  const title = nameRule('title', sql`game_search.fold = ${fold}`)
  if (words.length === 0) return [title]
  const keys = sql`array[${compact}, ${joined}]::text[]`
  const typed = allWords(words)
  const begins = sql`(${beginsWith(sql`game_search.fold`, fold)} or ${beginsWith(sql`game_search.compact`, compact)})`
  const firstWord = implied(rule('firstWord', sql`(${begins} and game_search.words @@ ${typed})`))
  return [
    implied(title),
    nameRule('compact', sql`game_search.compact in (${compact}, ${joined})`),
    nameRule('alternative', sql`game_search.alternative_compacts && ${keys}`),
    nameRule('initials', sql`game_search.initials && ${keys}`),
    // One whole word gets fewer points than a prefix: many titles begin with the same word.
    ...(words.length === 1 ? [firstWord] : []),
    rule('beginning', begins),
    rule('initialsText', sql`game_search.initials_vector @@ ${typed}`),
    implied(rule('words', sql`game_search.words @@ ${typed}`, share(words))),
    rule('wordBeginnings', sql`game_search.words @@ ${allWords(words, ':*')}`),
    rule('alternativeWords', sql`game_search.alternative_vector @@ ${typed}`),
  ]
}
