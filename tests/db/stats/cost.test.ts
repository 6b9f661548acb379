import { describe, expect, test } from 'bun:test'
import type { GameCriteria } from '#db/game/criteria'
import { costOf } from '#db/stats/cost'

const CELLS = {
  year: 1,
  platform: 1.5,
  family: 1.5,
  genre: 1.6,
  company: 2,
  source: 1.4,
  region: 4,
  critics: 1,
  users: 1,
  sales: 1,
}
const all = (games: number): GameCriteria => ({ groups: [], none: [], games })
const list = (games: number, of: number): GameCriteria => ({ groups: [{ lists: [1], games: of }], none: [], games })

describe('the cost of statistics', () => {
  test('grows with the games and with the cells that a game counts in', () => {
    const year = costOf(all(1_000_000), 1_000_000, ['year'], CELLS)
    const platforms = costOf(all(1_000_000), 1_000_000, ['year', 'platform'], CELLS)
    const companies = costOf(all(1_000_000), 1_000_000, ['company', 'source'], CELLS)
    expect([year < platforms, platforms < companies]).toEqual([true, true])
    expect(costOf(all(100_000), 100_000, ['year'], CELLS)).toBeLessThan(year)
  })

  test('of a small list is that of its games, not of all', () =>
    expect(costOf(list(1_000_000, 1_000), 1_000, ['company', 'source'], CELLS)).toBeLessThan(20_000))

  test('of a large list is less if few of its games pass', () => {
    const criteria = list(1_000_000, 500_000)
    const costs = [500_000, 1_000].map((games) => costOf(criteria, games, ['company', 'genre'], CELLS))
    expect(costs[1]).toBeLessThan((costs[0] ?? 0) / 2)
  })
})
