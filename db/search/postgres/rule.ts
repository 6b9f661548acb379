import { type SQL, sql } from 'drizzle-orm'
import type { RuleName } from '../rules'

/**
 * A condition on rows of `game_search` and the points of a match. Arrays of rules are ordered, best first. `named` is the part of
 * the condition that is about whole names, if any: few games match it, and an index finds them. `isImplied` if whatever the rule
 * matches is matched by another rule as well: it gives points, but finds nothing.
 */
export type Rule = { name: RuleName; matches: SQL; points: SQL; named?: SQL; isImplied?: boolean }

/** Returns SQL that is true for rows that any rule matches; false without rules. */
export const matchesAny = (rules: readonly Rule[]): SQL =>
  anyOf(rules.filter(({ isImplied }) => !isImplied).map(({ matches }) => matches))

/** Returns SQL that is true for rows that any rule matches by a whole name. */
export const namedSql = (rules: readonly Rule[]): SQL => anyOf(rules.flatMap(({ named }) => named ?? []))

/** Returns SQL that is true if any condition is; false without conditions. */
export const anyOf = (conditions: readonly SQL[]): SQL =>
  conditions.length > 0 ? sql`(${sql.join([...conditions], sql` or `)})` : sql`false`

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
