import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import type { Query } from '#seed/api/request'
import { cutDays, type Days, plusDays, widthOf } from '#seed/sources/rawg/days'
import { type Listing, listingsOf, RAWG_PAGE_SIZE, spanOf, updatedIn } from '#seed/sources/rawg/listings'

const SPAN: Days = { from: '2019-01-01', to: '2019-03-31' }
const A_DAY: Days = { from: '2019-02-03', to: '2019-02-03' }
const SHOWN = 499 * RAWG_PAGE_SIZE

/** Number of games changed on one day and released on another, or never. */
type Heap = { updated: string; released: string | null; games: number }

const isIn = (day: string | null, range: string | number | undefined): boolean => {
  const [from = '', to = ''] = String(range ?? '').split(',')
  return range === undefined || (day !== null && day >= from && day <= to)
}

const isAsked = ({ updated, released }: Heap, { updated: days, dates }: Query): boolean =>
  isIn(updated, days) && isIn(released, dates)

const sumOf = (heaps: readonly Heap[]): number => heaps.reduce((sum, { games }) => sum + games, 0)

/** True if the games of a heap are read with a listing. One with `undated` is read for games without a release date only. */
const holds = ({ query, undated }: Listing, heap: Heap): boolean =>
  isAsked(heap, query) && (undated === undefined || heap.released === null)

/** True for queries of the same list, in the same or the opposite order. */
const isTwin = (one: Query, other: Query): boolean =>
  one.updated === other.updated &&
  one.dates === other.dates &&
  (one.ordering !== '-released') === (other.ordering !== '-released')

async function listAll(heaps: readonly Heap[], span = SPAN) {
  const asked: Query[] = []
  const count = async (query: Query) => {
    asked.push(query)
    return sumOf(heaps.filter((heap) => isAsked(heap, query)))
  }
  const listings: Listing[] = await Array.fromAsync(listingsOf(span, widthOf(span), count))
  return { asked, listings }
}

test('a range that fits is one list', async () => {
  const { listings, asked } = await listAll([{ updated: '2019-02-03', released: null, games: 81 }])
  expect(listings).toEqual([{ query: { updated: '2019-01-01,2019-04-01', ordering: 'updated' }, pages: 3, lost: 0 }])
  expect(asked).toHaveLength(1)
})

test('a range without games gives no list', async () => {
  expect((await listAll([])).listings).toEqual([])
})

test('a day with too many games is divided by release day, and games without one are read where they are first', async () => {
  const { listings } = await listAll(
    [
      { updated: '2019-02-03', released: '1999-05-01', games: 15_000 },
      { updated: '2019-02-03', released: '2005-05-01', games: 15_000 },
      { updated: '2019-02-03', released: null, games: 100 },
    ],
    A_DAY,
  )
  expect(listings.map(({ query, pages }) => [query.ordering, query.dates !== undefined, pages])).toEqual([
    ['updated', true, 375],
    ['updated', true, 375],
    ['-released', false, 3],
  ])
})

test('one day of change and release with too many games is read from both ends, and the middle is counted as lost', async () => {
  const { listings } = await listAll([{ updated: '2019-02-03', released: '2018-01-01', games: 2 * SHOWN + 7 }], A_DAY)
  expect(listings.map(({ query, pages, lost }) => [query.ordering, pages, lost])).toEqual([
    ['updated', 499, 0],
    ['-updated', 499, 7],
  ])
})

test('the filter includes the day after the last, and the range is read back from it', () => {
  expect(updatedIn(SPAN)).toEqual({ updated: '2019-01-01,2019-04-01' })
  expect(spanOf('2019-01-01,2019-04-01')).toEqual(SPAN)
})

const day = (from: string, days: number) => fc.nat(days - 1).map((n) => plusDays(from, n))
const aHeap = fc.record({
  updated: day(SPAN.from, widthOf(SPAN)),
  released: fc.option(day('2001-01-01', 900), { freq: 3 }),
  games: fc.nat(45_000),
})

describe('for any days of change', () => {
  test('every game is in a list that RAWG shows, or is counted as lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aHeap, { maxLength: 12 }), async (heaps) => {
        const { listings } = await listAll(heaps)
        for (const heap of heaps)
          expect(heap.games === 0 || listings.some((listing) => holds(listing, heap))).toBe(true)
        for (const { query, pages } of listings) {
          const games = sumOf(heaps.filter((heap) => listings.some((one) => one.query === query && holds(one, heap))))
          const twins = listings.filter((one) => isTwin(one.query, query))
          const told = twins.reduce((sum, one) => sum + one.pages * RAWG_PAGE_SIZE + one.lost, 0)
          expect(pages <= 499 && told >= games).toBe(true)
        }
      }),
    )
  })

  test('cutting covers each day once, in order, and only a single day may be too large', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(50), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 90 }),
        async (games, width) => {
          const from = '2019-01-01'
          const countOf = async (days: Days) =>
            games.reduce((sum, n, at) => (isIn(plusDays(from, at), `${days.from},${days.to}`) ? sum + n : sum), 0)
          const span = { from, to: plusDays(from, games.length - 1) }
          const pieces = await Array.fromAsync(cutDays(span, { width, most: 60, countOf }))
          expect(pieces.map(({ days }) => widthOf(days)).reduce((sum, n) => sum + n, 0)).toBe(games.length)
          for (const [at, { days, count }] of pieces.entries()) {
            expect(days.from).toBe(at === 0 ? from : plusDays(pieces[at - 1]?.days.to ?? '', 1))
            expect(count <= 60 || widthOf(days) === 1).toBe(true)
          }
        },
      ),
    )
  })
})
