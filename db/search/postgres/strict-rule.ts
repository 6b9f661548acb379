import { type SQL, sql } from 'drizzle-orm'
import { RULES, type RuleName } from '../rules'
import type { Rule } from './rule'

/** Returns a rule with its points, and `extra` points. */
export const pointRule = (name: RuleName, matches: SQL, extra?: SQL): Rule => ({
  name,
  matches,
  points: extra ? sql`${RULES[name].points}::float8 + ${extra}` : sql`${RULES[name].points}::float8`,
})

/** Returns a rule as one whose games all match another rule as well. */
export const implied = (one: Rule): Rule => ({ ...one, isImplied: true })

/** Returns a rule about whole names. */
export const nameRule = (name: RuleName, matches: SQL): Rule => ({ ...pointRule(name, matches), named: matches })

/** Returns rules whose games meet a condition as well. */
export const onlyIf = (rules: readonly Rule[], condition: SQL): Rule[] =>
  rules.map((one) => ({
    ...one,
    matches: sql`(${one.matches} and ${condition})`,
    ...(one.named && { named: sql`(${one.named} and ${condition})` }),
  }))

/** Returns rules that give more points. */
export const withPoints = (rules: readonly Rule[], more: SQL): Rule[] =>
  rules.map((one) => ({ ...one, points: sql`${one.points} + ${more}` }))

/** Returns SQL that is true for texts of a column that begin with this text. */
export const beginsWith = (column: SQL, text: string): SQL =>
  sql`${column} like ${`${text.replace(/[\\%_]/g, '\\$&')}%`}`

/** Returns a tsquery for titles that contain all words, or with the ending `:*` words that begin with them. */
export const allWords = (words: readonly string[], ending = ''): SQL =>
  sql`${words.map((word) => word + ending).join(' & ')}::tsquery`

/** Returns SQL for the share of the title that was typed: words of the query / words of the title, at most 1. */
export const typedShare = (words: readonly string[]): SQL =>
  sql`least(1, ${words.length}::float8 / greatest(1, length(game_search.words)))`
