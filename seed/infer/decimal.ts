import { readFigure } from '#catalogue/list/cells/figure'

/**
 * Sign of the decimals in the numbers of a column. `isMixed`: some read only with one sign and some only with the other.
 * `isAssumed`: every number with a sign has three digits after it, which is read as thousands.
 */
export type DecimalFinding = { decimal?: '.' | ','; isMixed?: true; isAssumed?: true }

/** Finds the sign of the decimals; without `decimal` no number of the column reads two ways. */
export function findDecimal(texts: readonly string[]): DecimalFinding {
  const readings = texts.map((text) => ({
    text,
    point: readFigure(text, { decimal: '.' }),
    comma: readFigure(text, { decimal: ',' }),
  }))
  const points = readings.filter(({ point, comma }) => point.ok && !comma.ok).length
  const commas = readings.filter(({ point, comma }) => comma.ok && !point.ok).length
  if (points > 0 && commas > 0) return { isMixed: true }
  const unsure = readings.filter(({ point, comma }) => point.ok && comma.ok && point.value !== comma.value)
  const [first] = unsure
  if (!first) return {}
  if (points > 0) return { decimal: '.' }
  if (commas > 0) return { decimal: ',' }
  const signs = new Set(unsure.map(({ text }) => /[.,](?=\d{3}(?!\d))/.exec(text)?.[0]))
  return signs.size > 1 ? { isMixed: true } : { decimal: signs.has(',') ? '.' : ',', isAssumed: true }
}
