import { sql } from 'drizzle-orm'
import type { QueryText } from '#catalogue/search/query'
import type { Rule } from './rule'

const MIN_SIMILARITY = 0.42

/** Returns the rule for titles with a trigram similarity (pg_trgm) to the query of at least .42: suggestions, not confident hits. */
export const trigramRules = ({ fold }: QueryText): Rule[] => {
  const similarity = sql`similarity(game_search.fold, ${fold})`
  // `%` uses the index, at the lower threshold of pg_trgm (.3); the second condition applies `MIN_SIMILARITY`.
  const matches = sql`(game_search.fold % ${fold} and ${similarity} >= ${MIN_SIMILARITY})`
  return [{ name: 'trigram', matches, points: sql`14 * ${similarity}` }]
}
