import type { Score } from '#catalogue/record'
import { parseCount, parseNumber } from './number'
import { INVALID, NO_VALUE, type Parsed } from './parsed'

/** Parses a score from 0 to `best` and returns it on the scale 0 to 100, with one decimal. `7,25` is a decimal: no score has thousands. */
export function parseScore100(text: string, best: number): Parsed<number> {
  const parsed = parseNumber(text, 'either')
  if (!parsed.ok || parsed.value === undefined) return parsed
  const inRange = parsed.value >= 0 && parsed.value <= best
  return inRange ? { ok: true, value: Math.round((parsed.value * 1000) / best) / 10 } : INVALID
}

/** Parses a score from 0 to `best`, with the sum of its votes. No value without a score, even if there are votes. */
export function parseScore(text: string, best: number, votes: readonly string[] = []): Parsed<Score> {
  const value = parseScore100(text, best)
  const count = sumOf(votes)
  if (!value.ok || !count.ok) return INVALID
  if (value.value === undefined) return NO_VALUE
  return { ok: true, value: count.value ? { value: value.value, votes: count.value } : { value: value.value } }
}

function sumOf(counts: readonly string[]): Parsed<number> {
  let sum = 0
  for (const text of counts) {
    const count = parseCount(text)
    if (!count.ok) return INVALID
    sum += count.value ?? 0
  }
  return { ok: true, value: sum }
}
