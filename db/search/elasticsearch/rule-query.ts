import type { estypes } from '@elastic/elasticsearch'
import { RULES, type RuleName } from '../rules'

type Query = estypes.QueryDslQueryContainer

/** Returns a query that scores the points of its rule and nothing else. */
export const ruleQuery = (name: RuleName, filter: Query): Query => ({
  constant_score: { filter, boost: RULES[name].points, _name: name },
})

/** Returns a query for documents that match any of these. */
export const oneOf = (...should: Query[]): Query => ({ bool: { should, minimum_should_match: 1 } })

/** Returns a query for documents that match all of these. */
export const allOf = (...filter: Query[]): Query => ({ bool: { filter } })

/** Returns a query for documents that have all words of a folded text in a field. */
export const hasWords = (field: string, query: string, more: Partial<estypes.QueryDslMatchQuery> = {}): Query => ({
  match: { [field]: { query, operator: 'and', ...more } },
})

/** Returns rules for games that meet conditions as well, with more points. */
export function bestOf(queries: readonly Query[], filter: readonly Query[], points: number): Query[] {
  if (queries.length === 0 || (filter.length === 0 && points === 0)) return [...queries]
  const more: Query[] = points > 0 ? [{ constant_score: { filter: { match_all: {} }, boost: points } }] : []
  return [{ bool: { must: [{ dis_max: { queries: [...queries] } }, ...more], filter: [...filter] } }]
}

/** Adds to the score of a query the share of the title that was typed: `words` of the query / words of the title. */
export const withShare = (query: Query, words: readonly string[]): Query => ({
  function_score: {
    query: { bool: { must: [query] } },
    functions: [{ field_value_factor: { field: 'wordCount', modifier: 'reciprocal', factor: 1 / words.length } }],
    boost_mode: 'sum',
  },
})
