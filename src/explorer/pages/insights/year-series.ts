import type { YearSeries } from '../../plots/year-plot'
import type { FigureRow } from './figures'

/** Series that are drawn by themselves; the rest is one together. */
const MOST_SERIES = 8
const FIRST_YEAR = 1970

/** Series of a plot by year, the largest first, and the years from the first to the last. */
export type YearFigures = { years: readonly number[]; series: readonly YearSeries[]; undated: number }

/** Series that rows belong to. */
export type SeriesOfRows = {
  /** Returns the key of the series of a row; nothing for a row that is left out. */
  of: (row: FigureRow) => string | undefined
  labelOf: (key: string) => string
  /** Key of the series of the rest. */
  others: string
  /** Keys in an order that filters do not change, in which colours are given. */
  order: readonly string[]
}

/** Returns series of rows by year and another dimension. */
export function yearFigures(
  rows: readonly FigureRow[],
  { of: seriesOf, labelOf, others, order }: SeriesOfRows,
): YearFigures {
  const known = rows.filter((row) => seriesOf(row) !== undefined)
  const dated = known.filter(({ year }) => (year ?? 0) >= FIRST_YEAR)
  const totals = new Map<string, number>()
  for (const row of dated) addTo(totals, seriesOf(row) ?? others, row.games)
  const named = [...totals].filter(([key]) => key !== others).sort((one, other) => other[1] - one[1])
  const shown = named.slice(0, MOST_SERIES).map(([key]) => key)
  const keys = named.length > shown.length || totals.has(others) ? [...shown, others] : shown
  const tones = tonesOf(shown, order)
  const keyOf = (row: FigureRow) => keys.find((key) => key === seriesOf(row)) ?? others
  const counted = Map.groupBy(dated, keyOf)
  const years = dated.map(({ year }) => year ?? 0)
  return {
    years: yearsBetween(Math.min(...years), Math.max(...years)),
    series: keys.map((key) => ({
      key,
      label: labelOf(key),
      tone: tones.get(key) ?? MOST_SERIES,
      values: yearCounts(counted.get(key), ({ games }) => games),
      scored: yearCounts(counted.get(key), ({ critics }) => critics?.games ?? 0),
    })),
    undated: known.filter((row) => !dated.includes(row)).reduce((sum, { games }) => sum + games, 0),
  }
}

/** Returns the colour of each series, by its place in an order. One whose colour has been taken by an earlier one has the next that is free. */
function tonesOf(keys: readonly string[], order: readonly string[]): ReadonlyMap<string, number> {
  const tones = new Map<string, number>()
  const free = new Set(Array.from({ length: MOST_SERIES }, (_, tone) => tone))
  const placeOf = (key: string) => (order.indexOf(key) + order.length + 1) % (order.length + 1)
  for (const key of keys.toSorted((one, other) => placeOf(one) - placeOf(other))) {
    const own = placeOf(key) % MOST_SERIES
    const tone = [...free].find((one) => one >= own) ?? Math.min(...free)
    free.delete(tone)
    tones.set(key, tone)
  }
  return tones
}

function yearCounts(rows: readonly FigureRow[] = [], count: (row: FigureRow) => number): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const row of rows) addTo(counts, row.year ?? 0, count(row))
  return counts
}

function addTo<Key>(counts: Map<Key, number>, key: Key, games: number): void {
  counts.set(key, (counts.get(key) ?? 0) + games)
}

const yearsBetween = (from: number, to: number): number[] =>
  to < from ? [] : Array.from({ length: to - from + 1 }, (_, at) => from + at)
