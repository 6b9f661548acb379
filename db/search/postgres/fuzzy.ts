import { sql } from 'drizzle-orm'
import type { QueryText } from '#catalogue/search/query'
import { type Db, rowsOf } from '#db/stores'
import { RULES, type RuleName } from '../rules'
import type { Rule } from './rule'

const SHORTEST = 4
/** One letter more than the longest word whose deletions are kept. */
const LONGEST = 25
const SHORTEST_UNFINISHED = 5
const MOST_WORDS = 200

/** A word of the query and the words of titles it may stand for. */
type Alternatives = readonly string[]

/** A word less each one of its letters. */
const deletionsOf = (word: string): string[] => [
  ...new Set(Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))),
]

/** For each word itself, which may be the beginning of one, and the words of titles that are one slip away from a longer one. */
async function neighbours(db: Db, words: readonly string[]): Promise<Alternatives[]> {
  const sought = words.flatMap((word, at) =>
    word.length < SHORTEST || word.length > LONGEST
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

/** The words of titles whose beginning is one slip away from a word that is not finished; its first letter is right. */
async function beginnings(db: Db, word: string): Promise<Alternatives> {
  if (word.length < SHORTEST_UNFINISHED || word.length > LONGEST) return []
  const patterns = deletionsOf(word).map((deletion) => sql`deletion like ${`${deletion}%`}`)
  const found = await rowsOf<{ word: string }>(
    db,
    sql`select distinct word from search_word_deletion
      where (${sql.join(patterns, sql` or `)}) and word like ${`${word.slice(0, 1)}%`} limit ${MOST_WORDS}`,
  )
  return found.map((row) => row.word)
}

/** One rule for titles that hold one alternative of every word, the better the more alike; none where a word has no alternative. */
function corrected(name: RuleName, norm: string, words: readonly Alternatives[]): Rule[] {
  if (words.length === 0 || words.some((alternatives) => alternatives.length === 0)) return []
  const typed = words.map((alternatives) => `(${alternatives.map((word) => `${word}:*`).join(' | ')})`).join(' & ')
  const likeness = sql`greatest(similarity(game_search.norm, ${norm}), word_similarity(${norm}, game_search.norm))`
  return [
    {
      name,
      matches: sql`game_search.words @@ ${typed}::tsquery`,
      points: sql`${RULES[name].points}::float8 + 8.5 * ${likeness}`,
    },
  ]
}

/** Matches where every word is right or one slip away: a letter missing, added, wrong, or two exchanged. */
export const fuzzyRules = async (db: Db, { norm, words }: QueryText): Promise<Rule[]> =>
  corrected('slippedWords', norm, await neighbours(db, words))

/** The same where the last word is not finished. */
export async function unfinishedFuzzyRules(db: Db, { norm, words }: QueryText): Promise<Rule[]> {
  const [before, last] = await Promise.all([neighbours(db, words.slice(0, -1)), beginnings(db, words.at(-1) ?? '')])
  return corrected('slippedBegun', norm, [...before, last])
}
