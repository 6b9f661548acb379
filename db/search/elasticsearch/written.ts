import type { estypes } from '@elastic/elasticsearch'
import type { OtherWriting, QueryText } from '#catalogue/search/query'
import { numberPoints } from '../rules'
import { bestOf, hasWords, oneOf, ruleQuery, withShare } from './rule-query'

type Query = estypes.QueryDslQueryContainer

type QueryNumber = NonNullable<QueryText['number']>

/** Returns the rules for titles that have the number at the end of a query in another writing. */
export const writtenQueries = (number: QueryNumber): Query[] =>
  [true, false].flatMap((near) => {
    const others = number.others.filter((one) => one.near === near)
    return bestOf(otherRules(others), [hasNumber(others.map((one) => one.number))], numberPoints(number, near))
  })

function otherRules(others: readonly OtherWriting[]): Query[] {
  const [first] = others
  if (!first) return []
  const folds = others.map(({ fold }) => fold)
  const keys = others.flatMap(({ compact, joined }) => [compact, joined])
  const inWords = (field: string) => oneOf(...others.map(({ norm }) => hasWords(field, norm)))
  return [
    ruleQuery('title', { terms: { fold: folds } }),
    ruleQuery('compact', { terms: { compact: keys } }),
    ruleQuery('alternative', { terms: { alternativeCompacts: keys } }),
    ruleQuery('initials', { terms: { initials: keys } }),
    ruleQuery('beginning', oneOf(...folds.map((fold): Query => ({ prefix: { fold: `${fold} ` } })))),
    ruleQuery('initialsText', inWords('initialsTexts')),
    withShare(ruleQuery('words', inWords('norm')), first.words),
    ruleQuery('alternativeWords', inWords('alternativeNorms')),
  ]
}

/** Returns a query for titles with one of these numbers, in digits: `Final Fantasy X` is not of the year 2010. */
const hasNumber = (numbers: readonly string[]): Query => ({ terms: { numbers: [...numbers] } })

/** Returns conditions on titles: the number at the end of a query, in any writing and without typos. None without such a number. */
export const requiredNumber = ({ number }: QueryText): Query[] =>
  number && !number.isGlued
    ? [oneOf(hasWords('norm', number.written), hasNumber(number.others.map((one) => one.number)))]
    : []
