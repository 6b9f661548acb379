import { type SQL, sql } from 'drizzle-orm'
import type { OtherWriting, QueryText } from '#catalogue/search/query'
import { numberPoints } from '../rules'
import type { Rule } from './rule'
import { allWords, implied, nameRule, onlyIf, pointRule, typedShare, withPoints } from './strict-rule'

type QueryNumber = NonNullable<QueryText['number']>

/** Returns the rules for titles that have the number at the end of a query in another writing. */
export function writtenRules(number: QueryNumber): Rule[] {
  const { others } = number
  const [first] = others
  if (!first) return []
  const folds = textArray(others.map(({ fold }) => fold))
  const keys = textArray(others.flatMap(({ compact, joined }) => [compact, joined]))
  const patterns = textArray(others.map(({ fold }) => `${fold} %`))
  const numbers = others.map((one) => one.number)
  const typed = wordsOf(first, others)
  const rules = [
    implied(nameRule('title', sql`game_search.fold = any (${folds})`)),
    nameRule('compact', sql`game_search.compact = any (${keys})`),
    nameRule('alternative', sql`game_search.alternative_compacts && ${keys}`),
    nameRule('initials', sql`game_search.initials && ${keys}`),
    implied(pointRule('beginning', sql`game_search.fold like any (${patterns})`)),
    pointRule('initialsText', sql`game_search.initials_vector @@ ${typed}`),
    pointRule('words', sql`game_search.words @@ ${typed}`, typedShare(first.words)),
    pointRule('alternativeWords', sql`game_search.alternative_vector @@ ${typed}`),
  ]
  const near = others.filter((one) => one.near).map((one) => one.number)
  const points = sql`case when ${hasNumber(near)} then ${numberPoints(number, true)}::float8 else ${numberPoints(number, false)}::float8 end`
  return withPoints(onlyIf(rules, hasNumber(numbers)), points)
}

/** Returns SQL that is true for titles with one of these numbers, in digits: `Final Fantasy X` is not of the year 2010. */
const hasNumber = (numbers: readonly string[]): SQL =>
  sql`(' ' || game_search.fold || ' ') like any (${textArray(numbers.map((number) => `% ${number} %`))})`

/** Returns SQL that is true for titles with the number at the end of a query in any writing. */
export const hasAnyWriting = ({ written, others }: QueryNumber): SQL =>
  sql`(game_search.words @@ ${allWords([written])} or ${hasNumber(others.map(({ number }) => number))})`

/** Returns SQL that is true for titles with the words of a query, and with the number at its end in another writing. */
export function inOtherWriting({ others }: QueryNumber): SQL {
  const [first] = others
  return first
    ? sql`(game_search.words @@ ${wordsOf(first, others)} and ${hasNumber(others.map(({ number }) => number))})`
    : sql`false`
}

const wordsOf = ({ words }: OtherWriting, others: readonly OtherWriting[]): SQL =>
  sql`${[...words.slice(0, -1), `(${others.map(({ number }) => number).join(' | ')})`].join(' & ')}::tsquery`

const textArray = (texts: readonly string[]): SQL =>
  sql`array[${sql.join(
    texts.map((text) => sql`${text}`),
    sql`, `,
  )}]::text[]`
