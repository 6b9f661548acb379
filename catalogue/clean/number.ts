import { isMissing } from './missing'
import { INVALID, NO_VALUE, type Parsed } from './parsed'

const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/
const COPIES_PER_MILLION = 1_000_000

/**
 * Parses a number with a decimal point or a decimal comma.
 *
 * Thousands separators are not supported: `1,234` is 1.234, because no file says which of the two it means.
 */
export function parseNumber(text: string): Parsed<number> {
  if (text === '') return NO_VALUE
  const trimmed = text.trim()
  if (NUMBER.test(trimmed)) return { ok: true, value: Number(trimmed.replace(',', '.')) }
  return isMissing(trimmed) ? NO_VALUE : INVALID
}

/** Parses a count: a whole number from 0, also written as `51.0`. */
export function parseCount(text: string): Parsed<number> {
  const parsed = parseNumber(text)
  if (!parsed.ok || parsed.value === undefined) return parsed
  return Number.isSafeInteger(parsed.value) && parsed.value >= 0 ? parsed : INVALID
}

/** Parses a figure in millions of copies and returns whole copies: `41,36` is 41,360,000. */
export function millionsToCopies(text: string): Parsed<number> {
  const parsed = parseNumber(text)
  if (!parsed.ok || parsed.value === undefined) return parsed
  return parsed.value < 0 ? INVALID : { ok: true, value: Math.round(parsed.value * COPIES_PER_MILLION) }
}
