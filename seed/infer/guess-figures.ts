import type { Expression } from '#seed/declared/expression'
import type { SampleColumn } from './columns'
import { findOpinions, findPeople, findSales, findScores, findVotes } from './figures'
import { expressionOf, type Guess } from './guess'

const BY = ['critics', 'users'] as const

/** Guesses the fields that are numbers: scores with their votes, popularity and copies sold. */
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
  const { column, expression, isUnattributed } = score
  const { column: _, ...rest } = expression
  const remark = `score.${by}: the name "${column.name}" does not say who gives the score, and ${rest.scale} as the highest score is a guess: check both.`
  return [{ field: `score.${by}`, expression: expressionOf(column, rest), ...(isUnattributed && { remark }) }]
}

/** Guesses the votes: those of the users if they have a score, otherwise those of the critics, as `map` assigns them. */
function guessVotes(columns: readonly SampleColumn[], scores: readonly Guess[]): Guess[] {
  const by = BY.toReversed().find((one) => scores.some(({ field }) => field === `score.${one}`))
  const votes = by && findVotes(columns, by)
  if (!votes) return []
  return [{ field: 'votes', expression: expressionOf(votes.column, votes.number ? { number: true } : {}) }]
}

function guessPeople(columns: readonly SampleColumn[]): Guess[] {
  const people = findPeople(columns)
  if (!people) return []
  const remark = `popularity: "${people.column.name}" is taken for people. If one counts for more, for example 700, add "number": 700.`
  return [
    { field: 'popularity', expression: expressionOf(people.column, people.number ? { number: true } : {}), remark },
  ]
}

function guessSales(columns: readonly SampleColumn[]): Guess[] {
  const sales: Expression | undefined = findSales(columns)
  if (!sales) return []
  const remark =
    typeof sales.number === 'number' ? 'salesCopies: the numbers are taken for millions of copies.' : undefined
  return [{ field: 'salesCopies', expression: sales, ...(remark && { remark }) }]
}
