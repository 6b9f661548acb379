import { type SQL, sql } from 'drizzle-orm'
import type { RuleName } from '../rules'

/** One way to match rows of `game_search`, and what it is worth. Rules stand in lists, best first. */
export type Rule = { name: RuleName; matches: SQL; points: SQL }

/** True for rows that any of the rules matches; false where there is no rule. */
export const matchesAny = (rules: readonly Rule[]): SQL =>
  rules.length > 0
    ? sql`(${sql.join(
        rules.map((rule) => rule.matches),
        sql` or `,
      )})`
    : sql`false`

/** The points of the first rule that matches a row, null where none does. */
export const rulePointsSql = (rules: readonly Rule[]): SQL => firstOf(rules, (rule) => sql`(${rule.points})::float8`)

/** The name of the first rule that matches a row, null where none does. */
export const ruleNameSql = (rules: readonly Rule[]): SQL => firstOf(rules, (rule) => sql`${rule.name}::text`)

const firstOf = (rules: readonly Rule[], value: (rule: Rule) => SQL): SQL =>
  rules.length > 0
    ? sql`case ${sql.join(
        rules.map((rule) => sql`when ${rule.matches} then ${value(rule)}`),
        sql` `,
      )} end`
    : sql`null`
