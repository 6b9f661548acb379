import type { estypes } from '@elastic/elasticsearch'
import { isDigits } from '#catalogue/search/norm'
import type { FoldedQuery, Hint, QueryText } from '#catalogue/search/query'
import { HINT_POINTS, numberPoints, popularityWeight, RELEASE_POINTS, type WordStepName } from '../rules'
import { gramQueries, requiredCharacters } from './grams'
import { bestOf, hasWords, oneOf, ruleQuery, withShare } from './rule-query'
import { requiredNumber, writtenQueries } from './written'

type Query = estypes.QueryDslQueryContainer

/** Letters of the longest query that is compared with whole titles by edit distance, whose cost grows with the length. */
const MAX_FUZZY_LETTERS = 60

/** Matches every word, with slips in all but numbers: another number is another game. */
function slippedWords(field: string, words: readonly string[], slips: Partial<estypes.QueryDslMatchQuery>): Query {
  const numbers = words.filter(isDigits)
  if (numbers.length === 0) return hasWords(field, words.join(' '), slips)
  const others = words.filter((word) => !isDigits(word))
  const exact = hasWords(field, numbers.join(' '))
  return others.length === 0 ? exact : { bool: { must: [hasWords(field, others.join(' '), slips), exact] } }
}

/** Matches titles that begin with the query. One whole word gets fewer points (`firstWord`): many titles begin with the same word. */
function beginningRules({ fold, norm, compact, words }: QueryText): Query[] {
  const begins = oneOf({ prefix: { fold } }, { prefix: { compact } })
  if (words.length > 1) return [ruleQuery('beginning', begins)]
  const whole = hasWords('norm', norm)
  return [
    ruleQuery('firstWord', { bool: { filter: [begins, whole] } }),
    ruleQuery('beginning', { bool: { filter: [begins], must_not: [whole] } }),
  ]
}

function strictRules(text: QueryText): Query[] {
  const rules = [...bestOf(nameRules(text), requiredCharacters(text), 0), ...gramQueries(text)]
  const { number } = text
  return number ? [...bestOf(rules, [], numberPoints(number, true)), ...writtenQueries(number)] : rules
}

/** Returns the rules about the whole title. */
function titleRules({ fold, compact, joined, words }: QueryText): Query[] {
  const title = ruleQuery('title', { term: { fold } })
  return words.length === 0 ? [title] : [title, ruleQuery('compact', { terms: { compact: [compact, joined] } })]
}

function nameRules(text: QueryText): Query[] {
  const { fold, norm, compact, joined, words } = text
  const titles = titleRules(text)
  if (words.length === 0) return titles
  const keys = [compact, joined]
  return [
    ...titles,
    ruleQuery('alternative', oneOf({ term: { alternativeFolds: fold } }, { terms: { alternativeCompacts: keys } })),
    ruleQuery('initials', { terms: { initials: keys } }),
    ...beginningRules(text),
    ruleQuery('initialsText', hasWords('initialsTexts', norm)),
    // Titles that contain every word.
    withShare(ruleQuery('words', hasWords('norm', norm)), words),
    ruleQuery('wordBeginnings', hasWords('norm.beginnings', norm)),
    ruleQuery('alternativeWords', hasWords('alternativeNorms', norm)),
  ]
}

/** Matches whole titles with slips in all but numbers: words of digits, and three digits or more that are written without a space. */
function fuzzyTitle({ compact, words }: QueryText, fuzziness: number): Query {
  const numbers = words.filter(isDigits)
  const joined = words.filter((word) => !isDigits(word)).flatMap((word) => word.match(/\d{3,}/g) ?? [])
  const title: Query = { fuzzy: { compact: { value: compact, fuzziness, max_expansions: 40 } } }
  const exact = [
    ...(numbers.length > 0 ? [hasWords('norm', numbers.join(' '))] : []),
    ...joined.map((digits) => hasWords('compact.threes', digits)),
  ]
  return exact.length === 0 ? title : { bool: { must: [title, ...exact] } }
}

function fuzzyRules(text: QueryText): Query[] {
  const { norm, compact, words, number } = text
  const required = requiredNumber(text)
  const typed = required.length > 0 ? words.slice(0, -1) : words
  const fuzzy = slippedWords('norm', typed, { fuzziness: 'AUTO:4,8', max_expansions: 80 })
  // Adds a small part of BM25, so that titles which share rare words with the query come first.
  const rareWords: Query = { match: { norm: { query: norm, boost: 0.15 } } }
  const rules: Query[] = [{ bool: { must: [ruleQuery('fuzzyWords', fuzzy)], should: [rareWords] } }]
  const { length } = compact
  if (length >= 5 && length <= MAX_FUZZY_LETTERS) rules.push(ruleQuery('oneTypo', fuzzyTitle(text, 1)))
  if (length >= 7 && length <= MAX_FUZZY_LETTERS) rules.push(ruleQuery('twoTypos', fuzzyTitle(text, 2)))
  return bestOf(rules, required, number && required.length > 0 ? numberPoints(number, true) : 0)
}

function unfinishedRules({ compact, words }: QueryText): Query[] {
  if (compact.length < 5) return []
  const fuzzy = slippedWords('norm.beginnings', words, { fuzziness: 'AUTO:5,20', prefix_length: 1, max_expansions: 50 })
  return [ruleQuery('fuzzyBeginnings', fuzzy)]
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

function hintQuery({ platform, year }: Omit<Hint, 'rest'>): Query {
  const either: Query[] = []
  if (platform) either.push({ term: { platforms: platform } })
  if (year) either.push({ range: { year: { gte: year - 1, lte: year + 1 } } })
  return { constant_score: { filter: oneOf(...either), boost: HINT_POINTS } }
}

/** Returns the rules for games of a year whose title is all that stands before it. */
function releaseRules(rest: QueryText, year: number): Query[] {
  const points = RELEASE_POINTS + (rest.number ? numberPoints(rest.number, true) : 0)
  return bestOf(titleRules(rest), [{ term: { year } }, ...requiredCharacters(rest)], points)
}

/** Returns the rules for the words before a hint, limited to games of that platform or year, and for these words with the year. */
function hintedRules(step: WordStepName, { rest, dated, platform, year }: Hint): Query[] {
  const asked = [
    { text: rest, hint: { ...(platform && { platform }), ...(year && { year }) } },
    ...(dated && platform ? [{ text: dated, hint: { platform } }] : []),
  ]
  const hinted = asked.flatMap(({ text, hint }): Query[] => {
    const queries = RULES_OF[step](text)
    return queries.length > 0 ? [{ bool: { must: [{ dis_max: { queries } }, hintQuery(hint)] } }] : []
  })
  return step === 'strict' && year ? [...hinted, ...releaseRules(rest, year)] : hinted
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
