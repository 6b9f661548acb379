import type { SampleColumn } from '#catalogue/list/columns/columns'
import { expressionOf, type Guess } from '#catalogue/list/columns/guess'
import { type Figures, findPeople, findScores, findVoteColumns, findVotes } from './figures'
import { findSales } from './sales'

const BY = ['critics', 'users'] as const

/** Guesses the fields that are numbers: scores with their votes, popularity and copies sold. */
export function guessFigures(columns: readonly SampleColumn[]): Guess[] {
  const votes = findVoteColumns(columns)
  const scores = votes ? [] : BY.flatMap((by) => guessScore(columns, by))
  return [
    ...(votes ? guessShare(votes.positive.name, votes.negative.name) : []),
    ...(votes ? guessScore(columns, 'critics').filter(({ remark }) => remark === undefined) : scores),
    ...guessVotes(columns, scores),
    ...guessPeople(columns),
    ...guessSales(columns),
  ]
}

/** Guesses the users' score as the share of positive votes, and the votes as their sum. */
const guessShare = (positive: string, negative: string): Guess[] => [
  { field: 'score.users', expression: { column: positive, against: negative } },
  { field: 'votes', expression: { column: [positive, negative] } },
]

function guessScore(columns: readonly SampleColumn[], by: 'critics' | 'users'): Guess[] {
  const score = findScores(columns).find((found) => found.by === by)
  if (!score) return []
  const { column, expression, isUnattributed } = score
  const { column: _, ...rest } = expression
  const guessed =
    rest.scale === undefined ? ': check it' : `, and ${rest.scale} as the highest score is a guess: check both`
  const remark = `score.${by}: the name "${column.name}" does not say who gives the score${guessed}.`
  return [{ field: `score.${by}`, expression: expressionOf(column, rest), ...(isUnattributed && { remark }) }]
}

/** Guesses the votes: those of the users if they have a score, otherwise those of the critics, as `map` assigns them. */
function guessVotes(columns: readonly SampleColumn[], scores: readonly Guess[]): Guess[] {
  const by = BY.toReversed().find((one) => scores.some(({ field }) => field === `score.${one}`))
  const votes = by && findVotes(columns, by)
  if (!votes) return []
  const { expression, remark } = numbersOfColumn(votes)
  return [{ field: 'votes', expression, ...(remark && { remark: `votes: ${remark}` }) }]
}

/** Returns the expression of a column of numbers, with what to check about the sign of their decimals. */
function numbersOfColumn({ column, number, doubt }: Figures): Omit<Guess, 'field'> {
  return { expression: expressionOf(column, number ? { number } : {}), ...(doubt && { remark: doubt }) }
}

function guessPeople(columns: readonly SampleColumn[]): Guess[] {
  const people = findPeople(columns)
  if (!people) return []
  const { expression, remark: doubt } = numbersOfColumn(people)
  const unit = `popularity: each unit of "${people.column.name}" is counted as one person. If a unit stands for more, for example 700 people, add "number": 700.`
  return [{ field: 'popularity', expression, remark: doubt ? `popularity: ${doubt} ${unit}` : unit }]
}

function guessSales(columns: readonly SampleColumn[]): Guess[] {
  const sales = findSales(columns)
  if (!sales) return []
  const { expression, unit, doubt } = sales
  const remark = [unit && `the numbers are read as ${unit} of copies.`, doubt].filter(Boolean).join(' ')
  return [{ field: 'salesCopies', expression, ...(remark && { remark: `salesCopies: ${remark}` }) }]
}
