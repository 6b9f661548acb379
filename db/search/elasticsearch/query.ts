import type { estypes } from '@elastic/elasticsearch'
import type { FoldedQuery, Hint, QueryText } from '#catalogue/search/query'
import { HINT_POINTS, popularityWeight, RULES, type RuleName, type StepName } from '../rules'

type Query = estypes.QueryDslQueryContainer

/** Letters of the longest title compared letter by letter; the work grows with them. */
const LONGEST_FUZZY = 60

/** A way to match, whose score is nothing but its points. */
const rule = (name: RuleName, filter: Query): Query => ({
  constant_score: { filter, boost: RULES[name].points, _name: name },
})

const oneOf = (...should: Query[]): Query => ({ bool: { should, minimum_should_match: 1 } })
const allWords = (field: string, query: string, more: Partial<estypes.QueryDslMatchQuery> = {}): Query => ({
  match: { [field]: { query, operator: 'and', ...more } },
})

/** Every word stands in the title; up to one point more the more of the title was typed. */
function wordsRule({ norm, words }: QueryText): Query {
  const share: estypes.QueryDslFunctionScoreContainer = {
    field_value_factor: { field: 'wordCount', modifier: 'reciprocal', factor: 1 / words.length },
  }
  const query: Query = { bool: { must: [rule('words', allWords('norm', norm))] } }
  return { function_score: { query, functions: [share], boost_mode: 'sum' } }
}

/** One word that stands whole in many titles: being the first of them says little. */
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
    rule('begun', allWords('norm.beginnings', norm)),
    rule('alternativeWords', allWords('alternativeNorms', norm)),
  ]
}

const fuzzyTitle = (compact: string, fuzziness: number): Query => ({
  fuzzy: { compact: { value: compact, fuzziness, max_expansions: 40 } },
})

function slipRules({ norm, compact }: QueryText): Query[] {
  const slipped = allWords('norm', norm, { fuzziness: 'AUTO:4,8', max_expansions: 80 })
  // The rarer the words that matched, the likelier they were meant.
  const nearer: Query = { match: { norm: { query: norm, boost: 0.15 } } }
  const rules: Query[] = [{ bool: { must: [rule('slippedWords', slipped)], should: [nearer] } }]
  const { length } = compact
  if (length >= 5 && length <= LONGEST_FUZZY) rules.push(rule('slip', fuzzyTitle(compact, 1)))
  if (length >= 7 && length <= LONGEST_FUZZY) rules.push(rule('slips', fuzzyTitle(compact, 2)))
  return rules
}

function unfinishedRules({ norm, compact }: QueryText): Query[] {
  if (compact.length < 5) return []
  const slipped = allWords('norm.beginnings', norm, { fuzziness: 'AUTO:5,20', prefix_length: 1, max_expansions: 50 })
  return [rule('slippedBegun', slipped)]
}

function likenessRules({ norm, compact }: QueryText): Query[] {
  if (compact.length < 5) return []
  return [
    { match: { 'compact.threes': { query: compact, minimum_should_match: '60%', _name: 'likeness' } } },
    { match: { norm: { query: norm, fuzziness: 'AUTO:4,8', minimum_should_match: '2<75%', _name: 'likeness' } } },
  ]
}

const RULES_OF: Record<StepName, (text: QueryText) => Query[]> = {
  strict: strictRules,
  slips: slipRules,
  unfinished: unfinishedRules,
  likeness: likenessRules,
}

function hintQuery({ platform, year }: Hint): Query {
  const either: Query[] = []
  if (platform) either.push({ term: { platforms: platform } })
  if (year) either.push({ range: { year: { gte: year - 1, lte: year + 1 } } })
  return { constant_score: { filter: oneOf(...either), boost: HINT_POINTS } }
}

/** The words before a hint, for games that the hint is true of. */
const hintedRules = (step: StepName, hint: Hint): Query[] => {
  const queries = RULES_OF[step](hint.rest)
  return queries.length > 0 ? [{ bool: { must: [{ dis_max: { queries } }, hintQuery(hint)] } }] : []
}

/** One step of a search as a scoring query, or `undefined` where the step has nothing to ask. */
export function stepQuery(step: StepName, query: FoldedQuery, filter: Query[]): Query | undefined {
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
