import { withPlainDigits, withPlainFractions } from '#catalogue/clean/digits'
import { isNoFigure } from '#catalogue/clean/missing'
import { type DecimalSign, parseNumber } from '#catalogue/clean/number'
import { INVALID, NO_VALUE, type Parsed } from '#catalogue/clean/parsed'
import type { Expression } from './expression'
import { sizeOf, UNIT } from './units'

/** Form in which the numbers of a column are written, as its expression declares it. */
export type NumberForm = Expression['number']

const DIGITS = String.raw`[+-]?(?:\d{1,3}(?:[\s'’ʼ_]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)*|[.,]\d+)(?:e[+-]?\d{1,3}\b)?`
const RANGE = String.raw`(?:\s?(?:-|–|—|\.\.|to|bis|à|a)\s?${DIGITS})?`
/** The first number of a text, the end of a range after it, and its unit: `1-2 Mio.` has that of the range. */
const WITHIN = new RegExp(`(${DIGITS})(?:${RANGE}\\s?(${UNIT})(?![\\p{L}\\d]))?`, 'iu')
/** A number of a million units or more never has thousands of them. */
const LARGE = 1_000_000

/**
 * Parses the number of a cell. With `number`, it is the first number in the text (`253 Reviews`, `1,204,000 votes`, `3.9K`,
 * `1,5 Mio.`), multiplied by its factor if that is declared.
 *
 * A number that reads two ways (`1,500`) is `ambiguous` unless the sign of its decimals is declared, the text is in millions, or
 * `decimal` is `either`.
 */
export function readFigure(text: string, number: NumberForm, decimal?: DecimalSign): Parsed<number> {
  if (number === undefined) return parseNumber(text, decimal)
  if (isNoFigure(text.trim())) return NO_VALUE
  const [, found = '', unit = ''] = WITHIN.exec(withPlainDigits(withPlainFractions(text)).normalize('NFKC')) ?? []
  if (found === '') return INVALID
  const { factor, sign } = formOf(number)
  const size = sizeOf(unit) * factor
  const parsed = parseNumber(found, sign ?? (size >= LARGE ? 'either' : decimal))
  return parsed.ok && parsed.value !== undefined ? { ok: true, value: rounded(parsed.value * size) } : parsed
}

/** Returns a product without the noise of binary fractions: 1.1 million is 1,100,000 and not 1,100,000.0000000002. */
const rounded = (value: number): number => Number(value.toPrecision(15))

function formOf(number: Exclude<NumberForm, undefined>): { factor: number; sign: '.' | ',' | undefined } {
  if (typeof number === 'object') return { factor: number.factor ?? 1, sign: number.decimal }
  return { factor: number === true ? 1 : number, sign: undefined }
}

/** Returns a number that a record holds as such, so that no sign has to be declared for it. */
export function figureOf(value: number, number: NumberForm): Parsed<number> {
  if (!Number.isFinite(value)) return INVALID
  return { ok: true, value: number === undefined ? value : rounded(value * formOf(number).factor) }
}
