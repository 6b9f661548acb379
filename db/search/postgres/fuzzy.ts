import { type SQL, sql } from 'drizzle-orm'
import { isDigits } from '#catalogue/search/norm'
import type { QueryText } from '#catalogue/search/query'
import { type Db, rowsOf } from '#db/stores'
import { numberPoints, RULES, type RuleName } from '../rules'
import type { Rule } from './rule'
import { onlyIf, withPoints } from './strict-rule'
import { hasAnyWriting } from './written'

const MIN_LETTERS = 4
/** One letter more than the longest word in `search_word`, which has 24 letters. */
const MAX_LETTERS = 25
const MIN_UNFINISHED_LETTERS = 5
const MOST_WORDS = 200

/** Words of titles that one word of the query may mean. */
type Alternatives = readonly string[]

/** Returns the words that deleting one letter gives, each once. */
const deletionsOf = (word: string): string[] => [
  ...new Set(Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))),
]

/** Returns for each word of the query the word itself and, if it has 4 to 25 letters and is no number, the words of titles one typo away. */
async function neighbours(db: Db, words: readonly string[]): Promise<Alternatives[]> {
  const sought = words.flatMap((word, at) =>
    word.length < MIN_LETTERS || word.length > MAX_LETTERS || isDigits(word)
      ? []
      : [word, ...deletionsOf(word)].map((deletion) => ({ at, deletion })),
  )
  const found = await rowsOf<{ at: number; word: string }>(
    db,
    sql`select distinct t.at, d.word
      from jsonb_to_recordset(${JSON.stringify(sought)}::text::jsonb) as t (at int, deletion text)
      join search_word_deletion d using (deletion)`,
  )
  return words.map((word, at) => [...new Set([word, ...found.filter((row) => row.at === at).map((row) => row.word)])])
}

/**
 * Returns up to 200 words of titles with the same first letter and a prefix that is one typo away from an unfinished word; none
 * for a word of fewer than 5 or more than 25 letters. A number has no typo.
 */
async function beginnings(db: Db, word: string): Promise<Alternatives> {
  if (!isLong(word)) return []
  return (await rowsOf<{ word: string }>(db, unfinishedSlips(word))).map((row) => row.word)
}

function unfinishedSlips(word: string): SQL {
  const patterns = deletionsOf(word).map((deletion) => sql`deletion like ${`${deletion}%`}`)
  return sql`select distinct word from search_word_deletion
    where (${sql.join(patterns, sql` or `)}) and word like ${`${word.slice(0, 1)}%`} limit ${MOST_WORDS}`
}

/**
 * Returns one rule, for titles in which an alternative of every word begins a word; none without words or if a word has no
 * alternatives.
 */
function fuzzyRule(name: RuleName, norm: string, words: readonly Alternatives[]): Rule[] {
  if (words.length === 0 || words.some((alternatives) => alternatives.length === 0)) return []
  const typed = words.map((alternatives) => `(${alternatives.map((word) => `${word}:*`).join(' | ')})`).join(' & ')
  const [only, ...others] = words
  const similarity = sql`greatest(similarity(game_search.norm, ${norm}), word_similarity(${norm}, game_search.norm))`
  return [
    {
      name,
      matches: sql`game_search.words @@ ${typed}::tsquery`,
      points: sql`${RULES[name].points}::float8 + 8.5 * ${similarity}`,
      ...(only &&
        others.length === 0 && {
          named: sql`game_search.compact in (${sql.join(
            only.map((word) => sql`${word}`),
            sql`, `,
          )})`,
        }),
    },
  ]
}

/**
 * Returns the rule for titles in which every word of the query, with at most one typo, begins a word. A typo is a letter missing,
 * added or wrong, or two neighbouring letters swapped. A number at the end that may be a year has none: the title has it, in any writing.
 *
 * Two words one typo apart share a deletion (`search_word_deletion`). So do a few with a letter moved farther, which match as well.
 *
 * @see https://github.com/wolfgarbe/SymSpell for the method
 */
export async function fuzzyRules(db: Db, { norm, words, number }: QueryText): Promise<Rule[]> {
  if (!number || number.isGlued) return fuzzyRule('fuzzyWords', norm, await neighbours(db, words))
  const numbers = [number.written, ...number.others.map((one) => one.number)]
  const before = await neighbours(db, words.slice(0, -1))
  const rules = onlyIf(fuzzyRule('fuzzyWords', norm, [...before, numbers]), hasAnyWriting(number))
  return withPoints(rules, sql`${numberPoints(number, true)}::float8`)
}

/** Returns the rule of `fuzzyRules` for a query whose last word is unfinished. */
export async function unfinishedFuzzyRules(db: Db, { norm, words }: QueryText): Promise<Rule[]> {
  const [before, last] = await Promise.all([neighbours(db, words.slice(0, -1)), beginnings(db, words.at(-1) ?? '')])
  return fuzzyRule('fuzzyBeginnings', norm, [...before, last])
}

/**
 * Returns SQL for a tsquery, as text, of words with a slip in the long ones, the last word unfinished; null if a word has no
 * alternative, and `undefined` if no word is long.
 */
export function slippedWords(words: readonly string[]): SQL | undefined {
  if (!words.some(isLong)) return undefined
  const alternatives = words.map((word, at) => {
    if (!isLong(word)) return sql`${`${word}:*`}::text`
    return sql`(select string_agg(word || ':*', ' | ') from (${at < words.length - 1 ? wholeSlips(word) : unfinishedSlips(word)}) as slip)`
  })
  return sql.join(
    alternatives.map((each) => sql`'(' || ${each} || ')'`),
    sql` || ' & ' || `,
  )
}

const isLong = (word: string): boolean =>
  word.length >= MIN_UNFINISHED_LETTERS && word.length <= MAX_LETTERS && !isDigits(word)

const wholeSlips = (word: string): SQL =>
  sql`select distinct word from search_word_deletion where deletion in (${sql.join(
    [word, ...deletionsOf(word)].map((deletion) => sql`${deletion}`),
    sql`, `,
  )}) limit ${MOST_WORDS}`
