import { parseDate } from '#catalogue/clean/date'
import { dateReader } from '#seed/declared/date-pattern'
import { hasWord, type SampleColumn, shareOf } from './columns'

/**
 * Date format of a column. Without `date`, `parseDate` reads it as it is. `doubt`: a second pattern that fits as well, because
 * day and month may be swapped.
 */
export type DateFinding = { column: SampleColumn; date?: string; isYear: boolean; doubt?: string }

/** Share of the texts of a column that must be dates in one format. */
const MOSTLY = 0.9
const NAMED = ['D-MMM-YY', 'MMM-D-YYYY', 'D MMM YY', 'D.MMM.YYYY']
const COUNTED = /^\d{9,13}$/

/** Returns the date format of a column; `undefined` if fewer than 90 % of its texts are dates in one format. */
export function findDate(column: SampleColumn): DateFinding | undefined {
  if (column.texts.length === 0) return undefined
  if (shareOf(column, (text) => parseDate(text).ok) >= MOSTLY) return { column, isYear: isYears(column) }
  const fits = patternsFor(column)
    .map((date) => ({ date, fit: shareOf(column, (text) => dateReader(date)(text).ok) }))
    .toSorted((a, b) => b.fit - a.fit)
  const [best, second] = fits
  if (!best || best.fit < MOSTLY) return undefined
  const isCertain = best.fit > (second?.fit ?? 0) || best.date.includes('MMM')
  return { column, date: best.date, isYear: false, ...(!isCertain && second && { doubt: second.date }) }
}

const isYears = (column: SampleColumn): boolean =>
  shareOf(column, (text) => {
    const date = parseDate(text)
    return date.ok && date.value?.precision === 'year'
  }) >= MOSTLY

/** Returns the patterns that may fit, by the separators and the length of the first text. */
function patternsFor(column: SampleColumn): string[] {
  const [sample = ''] = column.texts
  if (COUNTED.test(sample)) return hasWord(column, /date|time|released?/) ? [sample.length > 10 ? 'x' : 'X'] : []
  const sign = /^\d{1,4}([-/. ])\d{1,2}\1\d{2,4}$/.exec(sample)?.[1]
  if (sign === undefined) return NAMED
  const year = /\d{4}/.test(sample) ? 'YYYY' : 'YY'
  return [
    ['D', 'M', year],
    ['M', 'D', year],
    ['YYYY', 'M', 'D'],
  ].map((parts) => parts.join(sign))
}
