import { hasRaisedDigit, withPlainDigits } from './digits'
import { isNoFigure } from './missing'
import { AMBIGUOUS, INVALID, NO_VALUE, type Parsed } from './parsed'

/**
 * Sign before the decimals of a number: the other of the two separates thousands. `either`: a single sign begins decimals, for
 * figures that are too small to have thousands.
 */
export type DecimalSign = '.' | ',' | 'either'

/** Numbers that read one way whatever the sign of decimals is. */
const PLAIN = /^[+-]?\d+$/
const WITH_POINT = /^[+-]?\d+\.\d{1,2}$/
/** Sign, whole part with its separators, decimals and exponent. */
const WRITTEN = /^([+-]?)([\d.,]*\d[.,]?)(e[+-]?\d{1,3})?$/i
/** Spaces of every width, apostrophes and underscores between groups of digits: they separate thousands and nothing else. */
const SEPARATED = /^[+-]?\d{1,3}(?:[\s'’ʼ_]\d{3})+(?!\d)/
const SEPARATORS = /[\s'’ʼ_]/g
/** Groups as in `1,234,567` and, in India, `12,34,567`. */
const GROUPS = { ',': /^\d{1,3}(?:,\d{2,3})*,\d{3}$/, '.': /^\d{1,3}(?:\.\d{3})+$/ }
const COPIES_PER_MILLION = 1_000_000

/**
 * Parses a number: `1500`, `1 500` (every kind of space), `1'500`, `1.234.567`, `1,234.5`, `1.2e6`, `.5`.
 *
 * `1,500` and `1.500` are `ambiguous` unless `decimal` names the sign of the decimals.
 */
export function parseNumber(text: string, decimal?: DecimalSign): Parsed<number> {
  if (text === '') return NO_VALUE
  const trimmed = text.trim()
  if (PLAIN.test(trimmed) || (decimal !== ',' && WITH_POINT.test(trimmed))) return { ok: true, value: Number(trimmed) }
  if (isNoFigure(trimmed)) return NO_VALUE
  if (hasRaisedDigit(trimmed)) return INVALID
  const narrow = withPlainDigits(trimmed).normalize('NFKC').replace('\u2212', '-')
  const [, sign = '', digits, exponent = ''] = WRITTEN.exec(withoutSpaces(narrow)) ?? []
  if (digits === undefined) return INVALID
  const written = withPoint(digits, decimal)
  return typeof written === 'string' ? finite(`${sign}${written}${exponent}`) : written
}

function finite(written: string): Parsed<number> {
  const value = Number(written)
  return Number.isFinite(value) ? { ok: true, value } : INVALID
}

const withoutSpaces = (text: string): string => (SEPARATED.test(text) ? text.replace(SEPARATORS, '') : text)

/** Returns digits with a decimal point and without separators of thousands, or why they have no single value. */
function withPoint(digits: string, decimal: DecimalSign | undefined): string | Parsed<number> {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  if (last < 0) return digits
  const sign = digits.charAt(last) === ',' ? ',' : '.'
  const other = sign === ',' ? '.' : ','
  if (digits.includes(other)) return decimal === other ? INVALID : bothSigns(digits, last, other)
  if (digits.indexOf(sign) !== last) return decimal === sign ? INVALID : grouped(digits, sign)
  return oneSign(digits, sign, decimal)
}

function bothSigns(digits: string, last: number, thousands: '.' | ','): string | Parsed<number> {
  const whole = grouped(digits.slice(0, last), thousands)
  return typeof whole === 'string' ? `${whole}.${digits.slice(last + 1)}` : whole
}

const grouped = (digits: string, sign: '.' | ','): string | Parsed<number> =>
  GROUPS[sign].test(digits) ? digits.replaceAll(sign, '') : INVALID

function oneSign(digits: string, sign: '.' | ',', decimal: DecimalSign | undefined): string | Parsed<number> {
  const decimals = digits.replace(sign, '.')
  if (decimal === 'either' || decimal === sign) return decimals
  const isGrouped = GROUPS[sign].test(digits) && !digits.startsWith('0')
  if (decimal !== undefined) return isGrouped ? digits.replace(sign, '') : INVALID
  return isGrouped ? AMBIGUOUS : decimals
}

/** Parses a count: a whole number from 0, also written as `51.0`. */
export function parseCount(text: string): Parsed<number> {
  const parsed = parseNumber(text)
  if (!parsed.ok || parsed.value === undefined) return parsed
  return Number.isSafeInteger(parsed.value) && parsed.value >= 0 ? parsed : INVALID
}

/** Parses a figure in millions of copies and returns whole copies: `41,36` is 41,360,000, and `1.234` is 1,234,000. */
export function millionsToCopies(text: string): Parsed<number> {
  const parsed = parseNumber(text, 'either')
  if (!parsed.ok || parsed.value === undefined) return parsed
  return parsed.value < 0 ? INVALID : { ok: true, value: Math.round(parsed.value * COPIES_PER_MILLION) }
}
