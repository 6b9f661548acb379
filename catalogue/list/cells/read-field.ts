import { parseDate } from '#catalogue/clean/date'
import { cleanLink } from '#catalogue/clean/link'
import { isMissing } from '#catalogue/clean/missing'
import type { DecimalSign } from '#catalogue/clean/number'
import { INVALID, NO_VALUE, type Parsed } from '#catalogue/clean/parsed'
import { parseScore100 } from '#catalogue/clean/score'
import { cleanText } from '#catalogue/clean/text'
import { KINDS, type Kind, type PartialDate } from '#catalogue/record'
import { cellsOf, cellText, codesOf, type DeclaredRow, textReader } from './cell'
import { dateReader } from './date-pattern'
import type { Expression } from './expression'
import { figureOf, type NumberForm, readFigure } from './figure'
import { ownScaleOf } from './own-scale'

/** Reads one field of a source record. */
export type FieldReader<Value> = (row: DeclaredRow) => Parsed<Value>

const BEST_SCORE = 100

/** Returns a reader of one cleaned text, decoded by `codes`; without a value if the text means that there is none. */
export function textField(expression: Expression): FieldReader<string> {
  const { const: constant } = expression
  if (constant !== undefined) return () => ({ ok: true, value: String(constant) })
  const read = textReader(expression)
  const codes = codesOf(expression)
  return (row) => {
    const text = read(row)
    return text === undefined ? INVALID : someText(cleanText(codes.get(text.trim()) ?? text))
  }
}

const someText = (text: string): Parsed<string> => (isMissing(text) ? NO_VALUE : { ok: true, value: text })

/** Returns a reader of a kind of `KINDS`, in any case of letters. */
export function kindField(expression: Expression): FieldReader<Kind> {
  const read = textField(expression)
  return (row) => {
    const text = read(row)
    if (!text.ok || text.value === undefined) return text.ok ? NO_VALUE : INVALID
    const kind = KINDS.find((known) => known === text.value?.toLowerCase())
    return kind ? { ok: true, value: kind } : INVALID
  }
}

/** Returns a reader of a web address; other URLs that a browser follows, such as `javascript:`, are invalid. */
export function websiteField(expression: Expression): FieldReader<string> {
  const read = textField(expression)
  return (row) => {
    const text = read(row)
    if (!text.ok || text.value === undefined) return text
    return cleanLink(text.value) === undefined ? INVALID : text
  }
}

/** Returns a reader of a date with its precision (day, month, year). */
export function dateField(expression: Expression): FieldReader<PartialDate> {
  const read = expression.date === undefined ? parseDate : dateReader(expression.date)
  return ofText(expression, read)
}

/** Returns a reader of a year; of a complete date it keeps only the year. */
export function yearField({ number, ...expression }: Expression): FieldReader<PartialDate> {
  return ofText(expression, (text) => yearOf(number === undefined ? text : digitsOf(text, number)))
}

/** Returns a reader that applies `read` to the single text of an expression. */
function ofText<Value>(expression: Expression, read: (text: string) => Parsed<Value>): FieldReader<Value> {
  const textIn = textReader(expression)
  return (row) => {
    const text = textIn(row)
    return text === undefined ? INVALID : read(text)
  }
}

function digitsOf(text: string, number: NumberForm): string {
  const figure = readFigure(text, number)
  if (!figure.ok && figure.ambiguous) return text.replace(/\D/g, '')
  return figure.ok ? String(figure.value ?? '') : text
}

function yearOf(text: string): Parsed<PartialDate> {
  const date = parseDate(text)
  if (!date.ok || !date.value) return date
  return { ok: true, value: { date: `${date.value.date.slice(0, 4)}-01-01`, precision: 'year' } }
}

/**
 * Returns a reader of a score, converted to 0-100. A text that names its scale (`17/20`, `85%`, `★★★★☆`) is read by it. A score of 0 is
 * no value: many files use it for "not rated".
 */
export function scoreField(expression: Expression): FieldReader<number> {
  const { scale = BEST_SCORE, number, against } = expression
  if (against !== undefined) return shareField(expression, against)
  const cells = cellsOf(expression)
  return (row) => {
    const [cell] = cells(row)
    const own = typeof cell === 'string' && !isFactor(number) ? ownScaleOf(cell) : undefined
    return own
      ? rated(readFigure(own.value, undefined, 'either'), own.best)
      : rated(readCell(cell, number, 'either'), scale)
  }
}

const isFactor = (number: NumberForm): boolean =>
  typeof number === 'number' || (typeof number === 'object' && number.factor !== undefined)

function rated(figure: Parsed<number>, best: number): Parsed<number> {
  if (!figure.ok || !figure.value) return figure.ok ? NO_VALUE : INVALID
  return parseScore100(String(figure.value), best)
}

/** Returns a reader of the share of positive votes, in percent; without a value if there are no votes. */
function shareField(expression: Expression, against: string): FieldReader<number> {
  const [countFor, countAgainst] = [countField(expression), countField({ column: against })]
  return (row) => {
    const [positive, negative] = [countFor(row), countAgainst(row)]
    if (!positive.ok) return positive
    if (!negative.ok) return negative
    const votes = (positive.value ?? 0) + (negative.value ?? 0)
    return votes === 0 ? NO_VALUE : parseScore100(String(positive.value ?? 0), votes)
  }
}

/** Returns a reader of a count, rounded to an integer; several columns are added up. */
export function countField(expression: Expression): FieldReader<number> {
  const cells = cellsOf(expression)
  return (row) => wholeCount(cells(row).map((cell) => readCell(cell, expression.number)))
}

/** Reads the number of a cell; one that JSON, Parquet or a database holds as a number reads one way only. */
function readCell(cell: unknown, number: NumberForm, decimal?: DecimalSign): Parsed<number> {
  if (typeof cell === 'number') return figureOf(cell, number)
  const text = cellText(cell)
  return text === undefined ? INVALID : readFigure(text, number, decimal)
}

function wholeCount(figures: readonly Parsed<number>[]): Parsed<number> {
  const ambiguous = figures.find((figure) => !figure.ok && figure.ambiguous)
  if (ambiguous) return ambiguous
  const values = figures.flatMap((figure) => (figure.ok ? [figure.value ?? []].flat() : Number.NaN))
  if (values.length === 0) return NO_VALUE
  const count = Math.round(values.reduce((sum, value) => sum + value, 0))
  return count >= 0 && Number.isSafeInteger(count) ? { ok: true, value: count } : INVALID
}
