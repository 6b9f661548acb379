import { isMissing } from '#catalogue/clean/missing'
import { parseNumber } from '#catalogue/clean/number'
import { INVALID, NO_VALUE, type Parsed } from '#catalogue/clean/parsed'

const WITHIN = /([+-]?\d+(?:[.,]\d+)*)(?: ?(k|m|thousand|million)\b)?/i
const SIZES: Record<string, number> = { k: 1000, thousand: 1000, m: 1_000_000, million: 1_000_000 }
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/

/**
 * Parses the number of a cell. With `number`, it is the first number in the text (`253 Reviews`, `1,204 votes`, `3.9K`, `20.32m`),
 * multiplied by `number` if that is a factor.
 */
export function readFigure(text: string, number: true | number | undefined): Parsed<number> {
  if (number === undefined) return parseNumber(text)
  if (isMissing(text.trim())) return NO_VALUE
  const [, found = '', size = ''] = WITHIN.exec(text) ?? []
  if (found === '') return INVALID
  const parsed = parseNumber(GROUPED.test(found) ? found.replaceAll(',', '') : found)
  if (!parsed.ok || parsed.value === undefined) return parsed
  return { ok: true, value: parsed.value * (SIZES[size.toLowerCase()] ?? 1) * (number === true ? 1 : number) }
}
