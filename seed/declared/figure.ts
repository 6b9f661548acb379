import { isMissing } from '#catalogue/clean/missing'
import { parseNumber } from '#catalogue/clean/number'
import { INVALID, NO_VALUE, type Parsed } from '#catalogue/clean/parsed'

const WITHIN = /[+-]?\d+(?:[.,]\d+)*/
const GROUPED = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/

/**
 * The number of a cell: the whole of it, or with `number` the first one in its text (`253 Reviews`, `1,204 votes`), times
 * the factor where `number` is one.
 */
export function readFigure(text: string, number: true | number | undefined): Parsed<number> {
  if (number === undefined) return parseNumber(text)
  const found = isMissing(text.trim()) ? undefined : WITHIN.exec(text)?.[0]
  if (found === undefined) return isMissing(text.trim()) ? NO_VALUE : INVALID
  const parsed = parseNumber(GROUPED.test(found) ? found.replaceAll(',', '') : found)
  if (number === true || !parsed.ok || parsed.value === undefined) return parsed
  return { ok: true, value: parsed.value * number }
}
