import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { KINDS } from '#catalogue/record'
import { disputedList, kindList, listNumber } from '#db/game/lists'
import { type GamePosition, SORTS, type Sort } from '#db/game/order'
import { pageOfGames, positionOf } from '#db/game/page'
import { countGames } from '#db/game/total'
import { type Db, rowsOf } from '#db/stores'
import { type AskedLists, criteriaIn, platformLists } from '#tests/support/criteria'
import { generateCatalogue } from '#tests/support/generated-catalogue'
import { createRandom } from '#tests/support/random'
import { createTestStores, type TestStores } from '#tests/support/stores'

setDefaultTimeout(60_000)

type Stored = { id: string; year: number | null; score: number | null; updated: string; lists: number[] } & Record<
  'title' | '-released' | '-popularity' | '-score' | '-sales',
  string | number | null
>

/** Games: more than a page may walk in a list, so that sparse filters are answered in every way there is. */
const GAMES = 9_000

let stores: TestStores
let db: Db
let games: Stored[]
let criteria: Awaited<ReturnType<typeof criteriaIn>>
let platform: Awaited<ReturnType<typeof platformLists>>

beforeAll(async () => {
  stores = await createTestStores()
  db = stores.db
  await generateCatalogue(stores, GAMES)
  // Two large lists that have 12 games in common; the first has few of early years.
  await db.execute(sql`update game set genre_ids = genre_ids || case when year >= 2005 then 26 else 27 end::smallint`)
  await db.execute(sql`update game set genre_ids = genre_ids || 26::smallint
    where id in (select id from game where year < 1990 order by id limit 12)`)
  // A game may have a year and no date.
  await db.execute(
    sql`update game set released = null, released_precision = null where id in (select id from game limit 40)`,
  )
  games = await rowsOf<Stored>(
    db,
    sql`select id, year, score_critics as score, updated_at::text as updated, lists, sort_title as title, released::text as "-released",
      popularity::float8 as "-popularity", score_bound as "-score", sales_copies::float8 as "-sales" from game`,
  )
  criteria = await criteriaIn(db)
  platform = await platformLists(db)
})
afterAll(() => stores[Symbol.asyncDispose]())

const compare = (one: string | number, other: string | number) => (one < other ? -1 : one > other ? 1 : 0)

/** Compares two games in an order: unknown values come last, ties are in the order of ids. */
function inOrder(sort: Sort, one: Stored, other: Stored): number {
  const [a, b] = [one[sort], other[sort]]
  const [known, otherKnown] = [a !== null, b !== null]
  if (known !== otherKnown) return known ? -1 : 1
  const values = compare(a ?? 0, b ?? 0)
  return (sort === 'title' ? values : -values) || compare(one.id, other.id)
}

const isOfScores = (value: number, score: NonNullable<AskedLists['score']>) =>
  typeof score === 'number' ? value >= score : value >= score.from && Math.floor(value) <= score.to

/** Returns the ids of the games that pass, in order, by looking at every game. */
function expected({ groups = [], none = [], years, score, updatedSince }: AskedLists, sort: Sort): string[] {
  const since = updatedSince === undefined ? undefined : Date.parse(updatedSince)
  return games
    .filter(({ lists }) => groups.every((group) => group.some((list) => lists.includes(list))))
    .filter(({ lists }) => !none.some((list) => lists.includes(list)))
    .filter(({ year }) => !years || (year !== null && years.from <= year && year <= years.to))
    .filter((game) => score === undefined || (game.score !== null && isOfScores(game.score, score)))
    .filter(({ updated }) => since === undefined || Date.parse(updated) >= since)
    .sort((one, other) => inOrder(sort, one, other))
    .map(({ id }) => id)
}

/** Reads pages until `most` games are read or there are none left. */
async function read(asked: AskedLists, sort: Sort, limit: number, most: number): Promise<string[]> {
  const ids: string[] = []
  let after: GamePosition | undefined
  while (ids.length < most) {
    const rows = await pageOfGames(db, { criteria: criteria(asked), sort, after, limit })
    ids.push(...rows.map(({ id }) => id))
    const last = rows.at(-1)
    if (!last || rows.length < limit) return ids
    after = positionOf(last, sort)
  }
  return ids
}

const genre = (id: number) => listNumber('genre', id)
const company = (id: number) => listNumber('company', id)
const source = (id: number) => listNumber('source', id)

const ASKED: [string, () => AskedLists][] = [
  ['no filter', () => ({})],
  ['a large list', () => ({ groups: [[platform('pc')]] })],
  ['a list of the past', () => ({ groups: [[platform('ps2')]] })],
  ['a company', () => ({ groups: [[company(1)]] })],
  ['a company without games', () => ({ groups: [[company(999_999)]] })],
  ['any of several lists', () => ({ groups: [[platform('ps2'), platform('nes'), platform('pc')]] })],
  ['any of several kinds', () => ({ groups: [[kindList('dlc'), kindList('demo')]] })],
  ['two lists', () => ({ groups: [[platform('pc')], [genre(1)]] })],
  ['two lists that share no game', () => ({ groups: [[platform('nes')], [platform('switch')]] })],
  ['two large lists that share few games', () => ({ groups: [[genre(26)], [genre(27)]] })],
  ['any of a large list and another that share few games', () => ({ groups: [[genre(26)], [genre(27), company(9)]] })],
  ['years of which a large list has few games', () => ({ groups: [[genre(26)]], years: { from: 1972, to: 1991 } })],
  [
    'years of which large lists have few games',
    () => ({ groups: [[genre(26), platform('ps5')]], years: { from: 1972, to: 1991 } }),
  ],
  ['a large list and a company', () => ({ groups: [[kindList('game')], [company(2)]] })],
  ['the same list twice', () => ({ groups: [[genre(26)], [genre(26)], [company(1)]] })],
  ['three lists', () => ({ groups: [[kindList('game')], [platform('pc')], [source(3)]] })],
  [
    'any of some and any of others',
    () => ({
      groups: [
        [platform('ps2'), platform('xbox')],
        [genre(1), genre(2), genre(3)],
      ],
    }),
  ],
  ['no list', () => ({ none: [platform('pc'), platform('ps2')] })],
  ['a list without another', () => ({ groups: [[platform('mac')]], none: [platform('pc'), genre(1)] })],
  ['disputed games', () => ({ groups: [[disputedList(true)]] })],
  ['games that are not disputed', () => ({ groups: [[disputedList(false)]] })],
  ['disputed games of a platform', () => ({ groups: [[disputedList(true)], [platform('pc')]] })],
  ['disputed games of a score', () => ({ groups: [[disputedList(true)]], score: 60 })],
  ['one year', () => ({ years: { from: 1999, to: 1999 } })],
  ['most years', () => ({ years: { from: 1985, to: 9999 } })],
  ['no year there is', () => ({ years: { from: 0, to: 3 } })],
  ['years of a list', () => ({ groups: [[platform('ps2')]], years: { from: 2003, to: 2004 } })],
  [
    'years before a list',
    () => ({ groups: [[kindList('game')], [platform('switch')]], years: { from: 1970, to: 2000 } }),
  ],
  ['early years of a large list', () => ({ groups: [[kindList('game')]], years: { from: 1972, to: 1976 } })],
  ['a high score', () => ({ score: 99 })],
  ['a low score', () => ({ score: 10 })],
  ['a score of a list', () => ({ groups: [[platform('pc')]], score: 97 })],
  ['a range of scores', () => ({ score: { from: 70, to: 74 } })],
  ['the lowest scores', () => ({ score: { from: 0, to: 12 } })],
  ['one score', () => ({ score: { from: 88, to: 88 } })],
  ['a range of scores of a list', () => ({ groups: [[platform('pc')]], score: { from: 20, to: 24 } })],
  [
    'a range of scores of two lists',
    () => ({ groups: [[platform('pc')], [kindList('game')]], score: { from: 5, to: 9 } }),
  ],
  ['a range of scores in some years', () => ({ score: { from: 30, to: 50 }, years: { from: 1980, to: 1990 } })],
  ['a range of scores that are not of a list', () => ({ none: [platform('pc')], score: { from: 60, to: 64 } })],
  ['a score in some years', () => ({ score: 80, years: { from: 1980, to: 1990 } })],
  ['years and a score of a list', () => ({ groups: [[kindList('game')]], score: 95, years: { from: 1990, to: 1995 } })],
  ['what changed lately', () => ({ updatedSince: '2025-12-25T00:00:00Z' })],
  ['what changed in most of the time', () => ({ updatedSince: '2025-03-01T00:00:00Z' })],
  ['what changed of a list', () => ({ groups: [[platform('ps2')]], updatedSince: '2025-03-01T00:00:00Z' })],
  ['what never changed', () => ({ updatedSince: '2027-01-01T00:00:00Z' })],
]

describe('pages of games', () => {
  for (const sort of SORTS)
    test.each(ASKED)(`${sort}: %s`, async (_, asked) => {
      expect(await read(asked(), sort, 40, 200)).toEqual(expected(asked(), sort).slice(0, Math.ceil(200 / 40) * 40))
    })

  test.each(ASKED)('go on after any game: %s', async (_, asked) => {
    for (const sort of SORTS) {
      const ids = expected(asked(), sort)
      const places = [0.5, 0.9, 1].map((share) => Math.floor(ids.length * share) - 3).filter((at) => at >= 0)
      for (const at of places) {
        const rows = await pageOfGames(db, {
          criteria: criteria(asked()),
          sort,
          after: positionAt(ids[at] ?? '', sort),
          limit: 30,
        })
        expect(rows.map(({ id }) => id)).toEqual(ids.slice(at + 1, at + 31))
      }
    }
  })

  test('of random filters', async () => {
    const random = createRandom(17)
    for (let at = 0; at < 120; at++) {
      const asked = randomFilters(random)
      const sort = SORTS[at % SORTS.length] ?? 'title'
      expect([asked, await read(asked, sort, 25, 75)]).toEqual([asked, expected(asked, sort).slice(0, 75)])
    }
  })
})

function positionAt(id: string, sort: Sort): GamePosition {
  const game = games.find((stored) => stored.id === id)
  if (!game) throw new Error('no such game')
  return [game[sort], id]
}

function randomFilters(random: () => number): AskedLists {
  const one = (most: number) => 1 + Math.floor(random() * most)
  const platforms = [platform('pc'), platform('ps2'), platform('mac')]
  const words = [
    ...platforms,
    genre(one(6)),
    company(one(3)),
    source(one(5)),
    kindList(KINDS[one(3)] ?? 'game'),
    disputedList(true),
  ]
  const some = (share: number) => words.filter(() => random() < share)
  const from = 1975 + one(45)
  return {
    groups: [...some(0.25).map((list) => [list]), some(0.3 * random())].filter((group) => group.length > 0),
    none: some(0.1),
    ...(random() < 0.3 && { years: { from, to: from + one(10) } }),
    ...(random() < 0.2 && { score: one(100) }),
    ...(random() < 0.15 && { score: { from: one(50), to: 50 + one(50) } }),
    ...(random() < 0.1 && { updatedSince: `2025-${String(9 + one(3)).padStart(2, '0')}-01T00:00:00Z` }),
  }
}

describe('the number of games', () => {
  test.each(ASKED)('%s', async (_, asked) => {
    const { length } = expected(asked(), 'title')
    const total = await countGames(db, criteria(asked()))
    if (total.exact) expect(total.value).toBe(length)
    // An estimate from a thousand games.
    else expect(Math.abs(total.value - length)).toBeLessThan(0.25 * length + 150)
  })

  test('is exact for one list, a range of years or of scores, a lowest score and all games', async () => {
    for (const asked of [
      {},
      { groups: [[platform('pc')]] },
      { groups: [[disputedList(true)]] },
      { groups: [[disputedList(false)]] },
      { years: { from: 1985, to: 9999 } },
      { score: 10 },
      { score: { from: 60, to: 79 } },
      { updatedSince: '2025-12-25T00:00:00Z' },
    ]) {
      const [row] = await pageOfGames(db, { criteria: criteria(asked), sort: 'title', limit: 1 })
      const total = await countGames(db, criteria(asked))
      expect(total).toEqual({ value: expected(asked, 'title').length, exact: true })
      expect(row?.total ?? total.value).toBe(total.value)
    }
  })
})
