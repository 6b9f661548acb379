import { describe, expect, test } from 'bun:test'
import type { FigureRow } from '#src/explorer/pages/insights/figures'
import { yearFigures } from '#src/explorer/pages/insights/year-series'

const ORDER = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']

/** Returns the colours of series with these numbers of games in one year. */
function tonesOf(games: Readonly<Record<string, number>>, order = ORDER) {
  const rows = Object.entries(games).map(([genre, count]) => ({ year: 2000, genre, games: count }) as FigureRow) // safe: the rest is not read
  const { series } = yearFigures(rows, {
    of: ({ genre }) => genre ?? undefined,
    labelOf: String,
    others: 'rest',
    order,
  })
  return Object.fromEntries(series.map(({ key, tone }) => [key, tone]))
}

describe('the colours of series', () => {
  test('are those of their place in the order, whatever their rank is', () => {
    expect(tonesOf({ c: 9, a: 5 })).toEqual({ a: 0, c: 2 })
    expect(tonesOf({ c: 5, a: 9, b: 1 })).toEqual({ a: 0, b: 1, c: 2 })
  })

  test('are distinct, the first of the order keep theirs, and the rest has its own', () => {
    expect(tonesOf({ i: 9, a: 1 })).toEqual({ i: 1, a: 0 })
    expect(tonesOf({ unknown: 9, a: 1 }, [])).toEqual({ unknown: 0, a: 1 })
    const many = tonesOf(Object.fromEntries(ORDER.map((key, at) => [key, at + 1])))
    expect(new Set(Object.values(many)).size).toBe(9)
    expect(many).toMatchObject({ c: 2, h: 7, rest: 8 })
  })
})
