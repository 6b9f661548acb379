import { sql } from 'drizzle-orm'
import type { QueryText } from '#catalogue/search/query'
import type { Rule } from './rule'

const LEAST_ALIKE = 0.42

/** Titles that share letters in threes with the query: good for "did you mean", never for sure. */
export const trigramRules = ({ fold }: QueryText): Rule[] => {
  const likeness = sql`similarity(game_search.fold, ${fold})`
  // The operator finds candidates by index at its own lower bar; the bar that counts stands beside it.
  const matches = sql`(game_search.fold % ${fold} and ${likeness} >= ${LEAST_ALIKE})`
  return [{ name: 'likeness', matches, points: sql`14 * ${likeness}` }]
}
