import { type SQL, sql } from 'drizzle-orm'
import { type NamePart, pairsOf } from '#catalogue/search/name-parts'
import type { QueryText } from '#catalogue/search/query'
import type { SearchText } from '#catalogue/search/search-text'
import type { Rule } from './rule'
import { allWords, implied, onlyIf, pointRule } from './strict-rule'

const END = '|'
const OTHER_NAMES = '||'

const closed = (grams: readonly string[]): string[] => [END, ...grams.flatMap((each) => [each, END])]

/**
 * Returns the column `grams` of a game: the grams of its title, then those of its other names, with a space on both sides of each
 * gram. Empty if no name of it is in a script without spaces.
 */
export const gramsColumn = ({ grams, alternativeGrams }: Pick<SearchText, 'grams' | 'alternativeGrams'>): string =>
  grams.length + alternativeGrams.length > 0
    ? [...closed(grams), OTHER_NAMES, ...closed(alternativeGrams)].join(' ')
    : ''

const all = (conditions: readonly SQL[]): SQL => sql`(${sql.join([...conditions], sql` and `)})`

/** Returns a pattern of `like` for the grams of a part. */
function patternOf(part: NamePart, isUnfinished = false): string {
  if ('word' in part) return isUnfinished ? `% ${part.word}%` : `% ${part.word} %`
  const pairs = pairsOf(part.run)
  return pairs.length > 0 ? `% ${pairs.join(' ')} %` : `% ${part.run.join('')}%`
}

/** Returns SQL that is true for games one of whose names has the pairs of characters of every run, which the index finds. */
function hasPairs(parts: readonly NamePart[]): SQL {
  const grams = parts.flatMap((part) => {
    if ('word' in part) return []
    return part.run.length > 1 ? pairsOf(part.run).map((pair) => `'${pair}'`) : [`'${part.run.join('')}':*`]
  })
  return sql`array_to_tsvector(string_to_array(game_search.grams, ' ')) @@ ${grams.join(' & ')}::tsquery`
}

const found = (conditions: readonly SQL[], parts: readonly NamePart[]): SQL =>
  all([sql`game_search.grams <> ''`, ...conditions, hasPairs(parts)])

/** Returns SQL that is true for games with all parts in their names; the last word is unfinished if `isTyping`. */
function inNames(parts: readonly NamePart[], isTyping = false): SQL {
  const conditions = parts.map((part, at) => {
    const isUnfinished = isTyping && at === parts.length - 1
    const inName = sql`game_search.grams like ${patternOf(part, isUnfinished)}`
    if ('run' in part) return inName
    return sql`(${inName} or game_search.words @@ ${allWords([part.word], isUnfinished ? ':*' : '')})`
  })
  return found(conditions, parts)
}

/** Returns the rules for the characters of a query in a name: in the title, and in any of the names. None without such characters. */
export function gramRules({ parts }: QueryText): Rule[] {
  if (parts.length === 0) return []
  const title = sql`split_part(game_search.grams, ${OTHER_NAMES}, 1)`
  const inTitle = parts.map((part) => sql`${title} like ${patternOf(part)}`)
  return [implied(pointRule('characters', found(inTitle, parts))), pointRule('alternativeCharacters', inNames(parts))]
}

/** Returns SQL that is true for games with the required characters of a query, and for those whose grams are not made yet. */
const hasRequired = ({ characters }: QueryText): SQL =>
  sql`(game_search.grams is null or ${all(characters.map((one) => sql`game_search.grams like ${`% ${one}%`}`))})`

/** Returns rules for games that have the required characters of a query as well. */
export const havingCharacters = (rules: readonly Rule[], text: QueryText): Rule[] =>
  text.characters.length > 0 ? onlyIf(rules, hasRequired(text)) : [...rules]

/** Returns SQL that is true for games that match by sound and have the required characters, or have the characters in a name. */
export function withCharacters(matches: SQL, text: QueryText): SQL {
  if (text.parts.length === 0) return matches
  const heard = text.characters.length > 0 ? all([matches, hasRequired(text)]) : matches
  return sql`(${heard} or ${inNames(text.parts, true)})`
}
