import type { Expression } from '#catalogue/list/cells/expression'
import { readFigure } from '#catalogue/list/cells/figure'
import { ownScaleOf } from '#catalogue/list/cells/own-scale'
import { hasWord, type SampleColumn, shareOf } from '#catalogue/list/columns/columns'
import { findDecimal } from './decimal'

/** Share of the texts of a column that must be numbers. */
const MOSTLY = 0.95
const COUNT = /^(?:count|counts|votes?|reviews|number|num)$/
const NO_SCORE =
  /^(?:count|votes?|total|top|rank|age|price|discount|id|number|num|suggestions|added|positive|negative|esrb|index)$/

/**
 * Numbers of a column that has (almost) only numbers. `number`: the conversion that reads them, if they need one. `doubt`: what to
 * check about the sign of their decimals.
 */
export type Figures = { column: SampleColumn; values: number[]; number?: true | { decimal: '.' | ',' }; doubt?: string }

/**
 * Parses a column as numbers. `undefined` if it has no texts, or if fewer than 95 % of them are numbers and fewer than 95 %
 * begin with one (after at most 3 other characters, and not as a date).
 */
export function figuresOf(column: SampleColumn): Figures | undefined {
  if (column.texts.length === 0) return undefined
  if (shareOf(column, (text) => readFigure(text, undefined, 'either').ok) >= MOSTLY) return valuesOf(column)
  const isWithin = shareOf(column, (text) => /^\D{0,3}\d/.test(text) && !/^\d+[-/]\d/.test(text)) >= MOSTLY
  return isWithin ? valuesOf(column, true) : undefined
}

function valuesOf(column: SampleColumn, within?: true): Figures {
  const { decimal, isMixed, isAssumed } = findDecimal(column.texts)
  const number = decimal === undefined ? within : { decimal }
  const values = column.texts.flatMap((text) => {
    const figure = readFigure(text, number, 'either')
    return figure.ok ? [figure.value ?? []].flat() : []
  })
  const doubt = doubtOf(column.name, isMixed, isAssumed)
  return { column, values, ...(number && { number }), ...(doubt && { doubt }) }
}

function doubtOf(name: string, isMixed?: true, isAssumed?: true): string | undefined {
  if (isMixed)
    return `"${name}" has numbers with decimals after a point and others after a comma: those that read two ways are refused as ambiguous_number until the file is written one way.`
  return isAssumed
    ? `every number of "${name}" with a sign has three digits after it, which is read as thousands: check the decimal sign.`
    : undefined
}

const largest = ({ values }: Pick<Figures, 'values'>): number =>
  values.reduce((most, value) => Math.max(most, value), 0)

const SCALES = [5, 10, 20, 100]

/**
 * Returns the scale of a score, 5, 10, 20 or 100: the one that the name of the column has (`Note /20`), otherwise by the highest value
 * of the sample; `undefined` if none fits.
 */
function scaleOf(figures: Figures): number | undefined {
  const fits = SCALES.filter((scale) => largest(figures) <= scale)
  const named = fits.find((scale) => figures.column.words.includes(String(scale)))
  return named ?? fits.find((scale) => largest(figures) > scale / 20)
}

/** Returns the numbers of a score column: a single sign begins decimals, so none has to be declared. */
function scoresOf(column: SampleColumn): Figures | undefined {
  const figures = figuresOf(column)
  if (typeof figures?.number !== 'object') return figures
  const isPlain = shareOf(column, (text) => readFigure(text, undefined, 'either').ok) >= MOSTLY
  const number = isPlain ? undefined : true
  const values = column.texts.flatMap((text) => {
    const figure = readFigure(text, number, 'either')
    return figure.ok ? [figure.value ?? []].flat() : []
  })
  return { column, values, ...(number && { number }) }
}

/** Score column and who gives its scores. `isUnattributed`: the name of the column does not say who. */
type Score = { by: 'critics' | 'users'; expression: Expression; column: SampleColumn; isUnattributed: boolean }

const BY_CRITICS = /^(?:crit|critics?|meta|metacritic|metascore|aggregated|press)$/
const BY_USERS = /^(?:users?|rating|ratings|community|players?|percent|ratio|positive)$/
const ANY_SCORE = /^(?:score|rating|metacritic|metascore|percent|ratio|aggregated)$/

/** Returns the columns with scores, each with its scale and who gives it. */
export const findScores = (columns: readonly SampleColumn[]): Score[] =>
  columns.flatMap((column) => scoreIn(column) ?? [])

function scoreIn(column: SampleColumn): Score | undefined {
  const isRatio = hasWord(column, /^(?:percent|ratio)$/)
  if (!isRatio && !isScore(column)) return undefined
  const texts = column.texts.filter((text) => ownScaleOf(text) === undefined)
  if (texts.length === 0 && column.texts.length > 0) return scoreOf(column, {})
  const figures = scoresOf({ ...column, texts })
  const scale = isRatio ? 100 : figures && scaleOf(figures)
  return figures && scale !== undefined
    ? scoreOf(column, { ...(figures.number && { number: figures.number }), scale })
    : undefined
}

function scoreOf(column: SampleColumn, how: Omit<Expression, 'column'>): Score {
  const isUnattributed = !hasWord(column, BY_CRITICS) && !hasWord(column, BY_USERS)
  const by = hasWord(column, BY_CRITICS) || isUnattributed ? 'critics' : 'users'
  const expression = { column: column.name, ...how }
  return { by, expression, column, isUnattributed }
}

const isScore = (column: SampleColumn): boolean => hasWord(column, ANY_SCORE) && !hasWord(column, NO_SCORE)

/** Returns the columns of positive and of negative votes. `undefined` if either is missing or there are also neutral votes. */
export function findVoteColumns(
  columns: readonly SampleColumn[],
): { positive: SampleColumn; negative: SampleColumn } | undefined {
  if (columns.some((column) => hasWord(column, /^neutral$/))) return undefined
  const named = (word: RegExp) => columns.find((column) => hasWord(column, word) && isCount(column))
  const [positive, negative] = [named(/^(?:positive|upvotes|likes)$/), named(/^(?:negative|downvotes|dislikes)$/)]
  return positive && negative && { positive, negative }
}

function isCount(column: SampleColumn): boolean {
  if (column.items.length > 0) return false
  const figures = figuresOf(column)
  return figures?.values.every((value) => Number.isInteger(value) && value >= 0) ?? false
}

/** Returns the column with the number of votes of a score; of several, the one named after critics or users. */
export function findVotes(columns: readonly SampleColumn[], by: 'critics' | 'users'): Figures | undefined {
  const counts = columns.filter(
    (column) =>
      hasWord(column, COUNT) &&
      hasWord(column, /^(?:ratings?|reviews?|votes?|users?|critics?|score)$/) &&
      isCount(column),
  )
  const named = counts.find((column) => hasWord(column, by === 'critics' ? /^critics?|^aggregated/ : /^users?/))
  const unnamed = counts.find((column) => !hasWord(column, /^(?:critics?|aggregated|total|text|suggestions)$/))
  const best = named ?? unnamed
  return best && figuresOf(best)
}

/** Returns the column with the number of people who own or played the game. */
export function findPeople(columns: readonly SampleColumn[]): Figures | undefined {
  const found = columns.find(
    (column) =>
      hasWord(column, /^(?:plays|players|owners|people)$/) && !hasWord(column, /^(?:number|concurrent|peak|playing)$/),
  )
  return found && figuresOf(found)
}
