import type { estypes } from '@elastic/elasticsearch'
import { type NamePart, pairsOf } from '#catalogue/search/name-parts'
import type { QueryText } from '#catalogue/search/query'
import { allOf, hasWords, oneOf, ruleQuery } from './rule-query'

type Query = estypes.QueryDslQueryContainer

const FIELDS = ['grams', 'alternativeGrams']

const inField = (field: string, part: NamePart): Query => {
  if ('word' in part) return { term: { [field]: part.word } }
  const pairs = pairsOf(part.run)
  if (pairs.length === 0) return { prefix: { [field]: part.run.join('') } }
  return { match_phrase: { [field]: pairs.join(' ') } }
}

const inNames = (part: NamePart): Query =>
  oneOf(...FIELDS.map((field) => inField(field, part)), ...('word' in part ? [hasWords('norm', part.word)] : []))

/** Returns the rules for the characters of a query in a name: in the title, and in any of the names. None without such characters. */
export function gramQueries({ parts }: QueryText): Query[] {
  if (parts.length === 0) return []
  return [
    ruleQuery('characters', allOf(...parts.map((part) => inField('grams', part)))),
    ruleQuery('alternativeCharacters', allOf(...parts.map(inNames))),
  ]
}

/** Returns conditions on games: each has the required characters of a query. */
export const requiredCharacters = ({ characters }: QueryText): Query[] =>
  characters.map((character) => oneOf(...FIELDS.map((field): Query => ({ prefix: { [field]: character } }))))
