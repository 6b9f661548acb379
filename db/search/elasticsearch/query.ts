import type { estypes } from '@elastic/elasticsearch'
import { isDigits } from '#catalogue/search/norm'
import type { FoldedQuery, Hint, QueryText } from '#catalogue/search/query'
import { HINT_POINTS, popularityWeight, RULES, type RuleName, type WordStepName } from '../rules'

type Query = estypes.QueryDslQueryContainer

/** Letters of the longest query that is compared with whole titles by edit distance, whose cost grows with the length. */
const MAX_FUZZY_LETTERS = 60

/** Returns a query that scores the points of its rule and nothing else. */
const rule = (name: RuleName, filter: Query): Query => ({
  constant_score: { filter, boost: RULES[name].points, _name: name },
})

const oneOf = (...should: Query[]): Query => ({ bool: { should, minimum_should_match: 1 } })
const allWords = (field: string, query: string, more: Partial<estypes.QueryDslMatchQuery> = {}): Query => ({
  match: { [field]: { query, operator: 'and', ...more } },
})

/** Matches every word, with slips in all but numbers: another number is another game. */
function slippedWords(field: string, { norm, words }: QueryText, slips: Partial<estypes.QueryDslMatchQuery>): Query {
  const numbers = words.filter(isDigits)
  if (numbers.length === 0) return allWords(field, norm, slips)
  const others = words.filter((word) => !isDigits(word))
  const exact = allWords(field, numbers.join(' '))
  return others.length === 0 ? exact : { bool: { must: [allWords(field, others.join(' '), slips), exact] } }
}

/** Matches titles that contain every word; adds the share of the title that was typed (words of the query / words of the title). */
function wordsRule({ norm, words }: QueryText): Query {
  const share: estypes.QueryDslFunctionScoreContainer = {
    field_value_factor: { field: 'wordCount', modifier: 'reciprocal', factor: 1 / words.length },
  }
  const query: Query = { bool: { must: [rule('words', allWords('norm', norm))] } }
  return { function_score: { query, functions: [share], boost_mode: 'sum' } }
}

/** Matches titles that begin with the query. One whole word gets fewer points (`firstWord`): many titles begin with the same word. */
function beginningRules({ fold, norm, compact, words }: QueryText): Query[] {
  const begins = oneOf({ prefix: { fold } }, { prefix: { compact } })
  if (words.length > 1) return [rule('beginning', begins)]
  const whole = allWords('norm', norm)
  return [
    rule('firstWord', { bool: { filter: [begins, whole] } }),
    rule('beginning', { bool: { filter: [begins], must_not: [whole] } }),
  ]
}

function strictRules(text: QueryText): Query[] {
  const { fold, norm, compact, joined, words } = text
  const title = rule('title', { term: { fold } })
  if (words.length === 0) return [title]
  const keys = [compact, joined]
  return [
    title,
    rule('compact', { terms: { compact: keys } }),
    rule('alternative', oneOf({ term: { alternativeFolds: fold } }, { terms: { alternativeCompacts: keys } })),
    rule('initials', { terms: { initials: keys } }),
    ...beginningRules(text),
    rule('initialsText', allWords('initialsTexts', norm)),
    wordsRule(text),
    rule('wordBeginnings', allWords('norm.beginnings', norm)),
    rule('alternativeWords', allWords('alternativeNorms', norm)),
  ]
}

/** Matches whole titles with slips in all but numbers: words of digits, and three digits or more that are written without a space. */
function fuzzyTitle({ compact, words }: QueryText, fuzziness: number): Query {
  const numbers = words.filter(isDigits)
  const joined = words.filter((word) => !isDigits(word)).flatMap((word) => word.match(/\d{3,}/g) ?? [])
  const title: Query = { fuzzy: { compact: { value: compact, fuzziness, max_expansions: 40 } } }
  const exact = [
    ...(numbers.length > 0 ? [allWords('norm', numbers.join(' '))] : []),
    ...joined.map((digits) => allWords('compact.threes', digits)),
  ]
  return exact.length === 0 ? title : { bool: { must: [title, ...exact] } }
}

function fuzzyRules(text: QueryText): Query[] {
  const { norm, compact } = text
  const fuzzy = slippedWords('norm', text, { fuzziness: 'AUTO:4,8', max_expansions: 80 })
  // Adds a small part of BM25, so that titles which share rare words with the query come first.
  const rareWords: Query = { match: { norm: { query: norm, boost: 0.15 } } }
  const rules: Query[] = [{ bool: { must: [rule('fuzzyWords', fuzzy)], should: [rareWords] } }]
  const { length } = compact
  if (length >= 5 && length <= MAX_FUZZY_LETTERS) rules.push(rule('oneTypo', fuzzyTitle(text, 1)))
  if (length >= 7 && length <= MAX_FUZZY_LETTERS) rules.push(rule('twoTypos', fuzzyTitle(text, 2)))
  return rules
}

function unfinishedRules(text: QueryText): Query[] {
  if (text.compact.length < 5) return []
  const fuzzy = slippedWords('norm.beginnings', text, { fuzziness: 'AUTO:5,20', prefix_length: 1, max_expansions: 50 })
  return [rule('fuzzyBeginnings', fuzzy)]
}

function trigramRules({ norm, compact }: QueryText): Query[] {
  if (compact.length < 5) return []
  return [
    { match: { 'compact.threes': { query: compact, minimum_should_match: '60%', _name: 'trigram' } } },
    { match: { norm: { query: norm, fuzziness: 'AUTO:4,8', minimum_should_match: '2<75%', _name: 'trigram' } } },
  ]
}

const RULES_OF: Record<WordStepName, (text: QueryText) => Query[]> = {
  strict: strictRules,
  fuzzy: fuzzyRules,
  unfinished: unfinishedRules,
  trigram: trigramRules,
}

function hintQuery({ platform, year }: Hint): Query {
  const either: Query[] = []
  if (platform) either.push({ term: { platforms: platform } })
  if (year) either.push({ range: { year: { gte: year - 1, lte: year + 1 } } })
  return { constant_score: { filter: oneOf(...either), boost: HINT_POINTS } }
}

/** Returns the rules for the words before a hint, limited to games of that platform or year. */
const hintedRules = (step: WordStepName, hint: Hint): Query[] => {
  const queries = RULES_OF[step](hint.rest)
  return queries.length > 0 ? [{ bool: { must: [{ dis_max: { queries } }, hintQuery(hint)] } }] : []
}

/** Returns the scoring query of one step, or `undefined` if the step has no rule for this query. */
export function stepQuery(step: WordStepName, query: FoldedQuery, filter: Query[]): Query | undefined {
  const queries = [...RULES_OF[step](query), ...(query.hint ? hintedRules(step, query.hint) : [])]
  if (queries.length === 0) return undefined
  return {
    function_score: {
      query: { bool: { must: [{ dis_max: { queries } }], filter } },
      functions: [{ field_value_factor: { field: 'pop', factor: popularityWeight(step) } }],
      boost_mode: 'sum',
    },
  }
}

/** Returns the query for all games that pass the filters. It scores nothing: they are sorted by popularity. */
export const everyGame = (filter: Query[]): Query => ({ bool: { filter } })
