import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { upsertCompanies } from '#db/company/queries'
import { load, memorySource } from '#tests/support/memory-source'
import { type ReadService, startReadService } from '#tests/support/read-service'

let service: ReadService

beforeAll(async () => {
  const titles = Array.from({ length: 6 }, (_, at) => ({
    title: `Tetris ${at}`,
    scoreCritics: 60 + at,
    year: 1990 + at,
  }))
  service = await startReadService(titles)
  const { stores } = service
  await upsertCompanies(stores.db, ['Big Ant', 'Big Bee', 'Small Ant'])
  const list = memorySource('my-list', [['no record', { key: 'b', title: '' }, { key: 'c', title: '' }]])
  await load(stores, list)
  await load(stores, { ...list, name: 'other-list' })
  await stores.db.execute(sql`insert into decision (id, kind, author, decided_at)
    select gen_random_uuid(), 'merge', 'cli', now() - at * interval '1 day' from generate_series(1, 3) at`)
})
afterAll(() => service[Symbol.asyncDispose]())

type Page = {
  status: number
  code?: string
  items: unknown[]
  next: string | null
  total?: { value: number; exact: boolean }
}

async function read(path: string, query: Record<string, string>): Promise<Page> {
  const response = await fetch(`${service.url}${path}?${new URLSearchParams(query)}`, {
    headers: { authorization: service.authorization },
  })
  return { ...((await response.json()) as Page), status: response.status }
}

/** A list, the query of its first page, what may change from page to page, and what may not. */
const LISTS: [string, Record<string, string>, Record<string, string>, Record<string, string>[]][] = [
  ['/v1/games', {}, { limit: '2', fields: 'title' }, [{ sort: '-score' }, { yearFrom: '1991' }, { kind: 'game' }]],
  [
    '/v1/games',
    { scoreMin: '60' },
    { sort: 'title' },
    [{ scoreMin: '61' }, { scoreMin: '60', scoreMax: '90' }, { scoreMin: '60', updatedSince: '2020-01-01' }],
  ],
  [
    '/v1/search',
    { q: 'tetris' },
    { facets: 'year', explain: 'true' },
    [{ q: 'tetri' }, { yearTo: '2020' }, { kind: 'game' }],
  ],
  ['/v1/companies', { q: 'big' }, { limit: '5' }, [{ q: 'small' }, { used: 'true' }]],
  ['/v1/runs', {}, { limit: '5' }, [{ source: 'my-list' }, { status: 'done' }]],
  ['/v1/quarantine', {}, { limit: '5' }, [{ source: 'my-list' }, { run: '1' }, { reason: 'missing_title' }]],
  [
    '/v1/decisions',
    {},
    { limit: '5' },
    [{ author: 'cli' }, { kind: 'merge' }, { state: 'active' }, { since: '2020-01-01' }],
  ],
]

describe('a cursor', () => {
  test.each(LISTS)(
    'of %s with %j is for the same filters and order, however much of a page is shown',
    async (path, query, shown, others) => {
      const { next } = await read(path, { limit: '1', ...query })
      expect([path, next]).toEqual([path, expect.any(String)])
      const cursor = next ?? ''
      expect((await read(path, { ...query, ...shown, cursor })).status).toBe(200)
      for (const other of others)
        expect([path, other, await read(path, { ...query, ...other, cursor })]).toMatchObject([
          path,
          other,
          { status: 400, code: 'bad_cursor' },
        ])
      expect(await read(path, { ...query, unknown: '1', cursor })).toMatchObject({ status: 422 })
    },
  )

  test('of other filters is refused before the words of the filters are', async () => {
    const { next } = await read('/v1/runs', { limit: '1' })
    expect(await read('/v1/runs', { source: 'nobody', cursor: next ?? '' })).toMatchObject({ status: 400 })
    const games = await read('/v1/games', { limit: '1' })
    expect(await read('/v1/games', { platform: 'nothing-99', cursor: games.next ?? '' })).toMatchObject({ status: 400 })
  })
})

describe('the total', () => {
  /** Returns the totals of all pages. */
  async function totalsOf(query: Record<string, string>) {
    const totals = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Page = await read('/v1/games', { ...query, ...(cursor && { cursor }) })
      expect(page.status).toBe(200)
      totals.push(page.total)
      cursor = page.next
    }
    return totals
  }

  test('is exact on the last page, whatever the size of the pages', async () => {
    for (const limit of ['1', '2', '4', '6', '20'])
      expect((await totalsOf({ limit, yearFrom: '1991', scoreMin: '62' })).at(-1)).toEqual({ value: 4, exact: true })
  })

  test('that is an estimate is more than the pages have shown, and exact at the end', async () => {
    await service.stores.db.execute(sql`insert into game (id, slug, title, sort_title, kind, year, score_critics, provenance, content_hash)
      select gen_random_uuid(), 'many-' || at, 'Many ' || at, 'many ' || at, 'game', 2001 + at % 5, 95 - (at / 700) * 40, '{}', at
      from generate_series(1, 2400) at`)
    const totals = await totalsOf({ limit: '100', yearFrom: '2001', yearTo: '2004', scoreMin: '50' })
    const estimates = totals.filter((total) => total?.exact === false)
    expect(estimates.length).toBeGreaterThan(0)
    for (const [at, total] of totals.entries())
      if (total?.exact === false) expect(total.value).toBeGreaterThan(100 * (at + 1))
    const [row] = (await service.stores.db.execute(
      sql`select count(*)::int as games from game where year between 2001 and 2004 and score_critics >= 50`,
    )) as unknown as { games: number }[]
    expect(totals.at(-1)).toEqual({ value: row?.games ?? 0, exact: true })
  })
})
