import { type SQL, sql } from 'drizzle-orm'
import type { RuleName } from '../rules'

/** A condition on rows of `game_search` and the points of a match. Arrays of rules are ordered, best first. */
export type Rule = { name: RuleName; matches: SQL; points: SQL }

/** Returns SQL that is true for rows that any rule matches; false without rules. */
export const matchesAny = (rules: readonly Rule[]): SQL =>
  rules.length > 0
    ? sql`(${sql.join(
        rules.map((rule) => rule.matches),
        sql` or `,
      )})`
    : sql`false`

/** Returns SQL for the points of the first rule that matches a row, or null. */
export const rulePointsSql = (rules: readonly Rule[]): SQL => firstOf(rules, (rule) => sql`(${rule.points})::float8`)

/** Returns SQL for the name of the first rule that matches a row, or null. */
export const ruleNameSql = (rules: readonly Rule[]): SQL => firstOf(rules, (rule) => sql`${rule.name}::text`)

const firstOf = (rules: readonly Rule[], value: (rule: Rule) => SQL): SQL =>
  rules.length > 0
    ? sql`case ${sql.join(
        rules.map((rule) => sql`when ${rule.matches} then ${value(rule)}`),
        sql` `,
      )} end`
    : sql`null`
