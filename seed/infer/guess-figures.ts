import type { Expression } from '#seed/declared/expression'
import type { SampleColumn } from './columns'
import { findOpinions, findPeople, findSales, findScores, findVotes } from './figures'
import { expressionOf, type Guess } from './guess'

const BY = ['critics', 'users'] as const

/** Scores with their votes, popularity and copies: what is a figure. */
export function guessFigures(columns: readonly SampleColumn[]): Guess[] {
  const opinions = findOpinions(columns)
  const scores = opinions ? [] : BY.flatMap((by) => guessScore(columns, by))
  return [
    ...(opinions ? shareOfOpinions(opinions.pro.name, opinions.contra.name) : []),
    ...(opinions ? guessScore(columns, 'critics').filter(({ remark }) => remark === undefined) : scores),
    ...guessVotes(columns, scores),
    ...guessPeople(columns),
    ...guessSales(columns),
  ]
}

const shareOfOpinions = (pro: string, contra: string): Guess[] => [
  { field: 'score.users', expression: { column: pro, against: contra } },
  { field: 'votes', expression: { column: [pro, contra] } },
]

function guessScore(columns: readonly SampleColumn[], by: 'critics' | 'users'): Guess[] {
  const score = findScores(columns).find((found) => found.by === by)
  if (!score) return []
  const { column, expression, isUnsaid } = score
  const { column: _, ...rest } = expression
  const remark = `score.${by}: "${column.name}" does not say who gives it, nor that ${rest.scale} is its best: check both.`
  return [{ field: `score.${by}`, expression: expressionOf(column, rest), ...(isUnsaid && { remark }) }]
}

/** The votes of the users where they have a score, else of the critics: that is how the language takes them. */
function guessVotes(columns: readonly SampleColumn[], scores: readonly Guess[]): Guess[] {
  const by = BY.toReversed().find((one) => scores.some(({ field }) => field === `score.${one}`))
  const votes = by && findVotes(columns, by)
  if (!votes) return []
  return [{ field: 'votes', expression: expressionOf(votes.column, votes.number ? { number: true } : {}) }]
}

function guessPeople(columns: readonly SampleColumn[]): Guess[] {
  const people = findPeople(columns)
  if (!people) return []
  const remark = `popularity: "${people.column.name}" is taken for people. Where each stands for more of them, say so: "number": 700.`
  return [
    { field: 'popularity', expression: expressionOf(people.column, people.number ? { number: true } : {}), remark },
  ]
}

function guessSales(columns: readonly SampleColumn[]): Guess[] {
  const sales: Expression | undefined = findSales(columns)
  if (!sales) return []
  const remark =
    typeof sales.number === 'number' ? 'salesCopies: the figures are taken for millions of copies.' : undefined
  return [{ field: 'salesCopies', expression: sales, ...(remark && { remark }) }]
}
