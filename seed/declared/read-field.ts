import { parseDate } from '#catalogue/clean/date'
import { isMissing } from '#catalogue/clean/missing'
import { INVALID, NO_VALUE, type Parsed } from '#catalogue/clean/parsed'
import { parseScore100 } from '#catalogue/clean/score'
import { cleanText } from '#catalogue/clean/text'
import { KINDS, type Kind, type PartialDate } from '#catalogue/record'
import { textOf, textsOf, valueAt } from './cell'
import type { Expression } from './config'
import { dateReader } from './date-pattern'
import { readFigure } from './figure'

/** A record of theirs, by column or name. */
export type Row = Record<string, unknown>

/** Reads one field out of a record. */
export type FieldReader<Value> = (row: Row) => Parsed<Value>

const BEST_SCORE = 100
const LONGEST_URL = 2000

/** One text, cleaned; none where the record says that there is none. */
export function textField({ column = '', const: constant }: Expression): FieldReader<string> {
  if (constant !== undefined) return () => ({ ok: true, value: String(constant) })
  return (row) => {
    const text = textOf(valueAt(row, column))
    return text === undefined ? INVALID : someText(cleanText(text))
  }
}

const someText = (text: string): Parsed<string> => (isMissing(text) ? NO_VALUE : { ok: true, value: text })

/** The kind of the work, by our word for it. */
export function kindField(expression: Expression): FieldReader<Kind> {
  const read = textField(expression)
  return (row) => {
    const text = read(row)
    if (!text.ok || text.value === undefined) return text.ok ? NO_VALUE : INVALID
    const kind = KINDS.find((known) => known === text.value?.toLowerCase())
    return kind ? { ok: true, value: kind } : INVALID
  }
}

/** An address of the web, and nothing else that a browser would follow. */
export function websiteField(expression: Expression): FieldReader<string> {
  const read = textField(expression)
  return (row) => {
    const text = read(row)
    if (!text.ok || text.value === undefined) return text
    const isAddress = /^https?:\/\//i.test(text.value) && URL.canParse(text.value) && text.value.length <= LONGEST_URL
    return isAddress ? text : INVALID
  }
}

/** The words of a list, each once, without those that say there is none. */
export function listField({ column = '', const: constant, split, words }: Expression): FieldReader<string[]> {
  const read = (row: Row) =>
    constant === undefined ? textsOf(valueAt(row, column), { split, words }) : [constant].flat()
  return (row) => {
    const texts = read(row)
    if (!texts) return INVALID
    return { ok: true, value: [...new Set(texts.map(cleanText))].filter((word) => !isMissing(word)) }
  }
}

/** A date as exactly as it is written. */
export function dateField({ column = '', date }: Expression): FieldReader<PartialDate> {
  const read = date === undefined ? parseDate : dateReader(date)
  return (row) => {
    const text = textOf(valueAt(row, column))
    return text === undefined ? INVALID : read(text)
  }
}

/** The year alone, also where a whole date stands. */
export function yearField({ column = '', number }: Expression): FieldReader<PartialDate> {
  return (row) => {
    const text = textOf(valueAt(row, column))
    return text === undefined ? INVALID : yearOf(number === undefined ? text : digitsOf(text, number))
  }
}

function digitsOf(text: string, number: true | number): string {
  const figure = readFigure(text, number)
  return figure.ok ? String(figure.value ?? '') : text
}

function yearOf(text: string): Parsed<PartialDate> {
  const date = parseDate(text)
  if (!date.ok || !date.value) return date
  return { ok: true, value: { date: `${date.value.date.slice(0, 4)}-01-01`, precision: 'year' } }
}

/** A score on the scale 0 to 100. A score of nothing at all is taken for none: that is how lists write "not rated". */
export function scoreField({ column = '', scale = BEST_SCORE, number }: Expression): FieldReader<number> {
  return (row) => {
    const text = textOf(valueAt(row, column))
    const figure = text === undefined ? INVALID : readFigure(text, number)
    if (!figure.ok || !figure.value) return figure.ok ? NO_VALUE : INVALID
    return parseScore100(String(figure.value), scale)
  }
}

/** A count of things, rounded to a whole one. */
export function countField({ column = '', number }: Expression): FieldReader<number> {
  return (row) => {
    const text = textOf(valueAt(row, column))
    const figure = text === undefined ? INVALID : readFigure(text, number)
    if (!figure.ok || figure.value === undefined) return figure
    const count = Math.round(figure.value)
    return count >= 0 && Number.isSafeInteger(count) ? { ok: true, value: count } : INVALID
  }
}
