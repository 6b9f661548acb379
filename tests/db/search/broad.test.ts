import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { FACETS, type SearchPosition, type SearchRequest } from '#db/search/engine'
import { postgresEngine } from '#db/search/postgres/engine'
import { rowsOf } from '#db/stores'
import { generateCatalogue } from '#tests/support/generated-catalogue'
import { createTestStores, type TestStores } from '#tests/support/stores'

setDefaultTimeout(120_000)

const GAMES = 10_500

/** A search with defaults. */
const searchFor = (more: Partial<SearchRequest>): SearchRequest => ({ filters: {}, facets: [], limit: 50, ...more })

describe.skipIf(!process.env.TEST_DATABASE_URL)('a search in Postgres with more hits than are ranked', () => {
  let stores: TestStores
  /** The game that is named as every other title ends. It is among the least popular, and the last of the table. */
  let named: string

  beforeAll(async () => {
    stores = await createTestStores()
    await generateCatalogue(stores, GAMES)
    await stores.db.execute(sql`
      insert into game_search (game_id, fold, norm, compact, alternative_compacts, alternative_words, initials, initials_words, pop)
      select id, name, name, replace(name, ' ', ''), '{}', '{}', '{}', '{}', coalesce(log(1 + popularity), 2.5)
      from (select id, popularity,
        case when id = (select max(id::text)::uuid from game) then 'saga' else title || ' saga' || case when row_number() over (order by id) <= 8000 then ' epic' else '' end end as name from game) as each
      order by id`)
    await stores.db.execute(sql`update game_search set pop = case when fold = 'saga' then 0 else pop / 4 end`)
    await stores.db.execute(sql`insert into search_word (word) values ('saga')`)
    await stores.db.execute(sql`insert into search_word_deletion (deletion, word)
      values ('saga', 'saga'), ('aga', 'saga'), ('sga', 'saga'), ('saa', 'saga'), ('sag', 'saga')`)
    const [row] = await rowsOf<{ slug: string }>(
      stores.db,
      sql`select slug from game join game_search on game_id = id where fold = 'saga'`,
    )
    named = row?.slug ?? ''
  })
  afterAll(() => stores?.[Symbol.asyncDispose]())

  test.each([
    ['a word', 'saga', 10_000],
    ['a slip', 'saag', 3_000],
  ])(
    '%s finds what most people played and the game of that name, wherever they are in the table',
    async (_, q, most) => {
      const { hits, total } = await postgresEngine(stores.db).search(searchFor({ q, limit: GAMES }))
      expect(total).toEqual({ value: most, exact: false })
      const slugs = hits.map(({ game }) => game.slug)
      expect(slugs).toContain(named)
      const popular = await rowsOf<{ slug: string }>(
        stores.db,
        sql`select slug from game join game_search on game_id = id order by pop desc, game_id limit 100`,
      )
      expect(popular.filter(({ slug }) => !slugs.includes(slug))).toEqual([])
      expect(new Set(slugs).size).toBe(slugs.length)
    },
  )

  test('a game of that name comes before those that only have the word', async () => {
    const { hits } = await postgresEngine(stores.db).search(searchFor({ q: 'saga' }))
    expect(hits[0]?.game.slug).toBe(named)
  })

  test('hits that are all ranked may be too many to count for facets', async () => {
    const { total, facetsExact } = await postgresEngine(stores.db).search(searchFor({ q: 'epic', facets: FACETS }))
    expect(total).toEqual({ value: 8_000, exact: true })
    expect(facetsExact).toBe(false)
  })

  test.each(['saga', 'epic', 'saag'])('counts of facets are lower bounds, and say so: %s', async (q) => {
    const { facets, facetsExact } = await postgresEngine(stores.db).search(searchFor({ q, facets: FACETS }))
    expect(facetsExact).toBe(false)
    for (const { value, count } of facets.platform ?? []) {
      const [row] = await rowsOf<{ games: number }>(
        stores.db,
        sql`select count(*)::int as games from game where platform_ids && array(select id from platform where slug = ${value})`,
      )
      expect(count).toBeGreaterThan(0)
      expect(count).toBeLessThanOrEqual(row?.games ?? 0)
    }
  })

  test('pages follow each other without a game twice', async () => {
    const seen: string[] = []
    let after: SearchPosition | undefined
    for (let page = 0; page < 5; page++) {
      const answer = await postgresEngine(stores.db).search(searchFor({ q: 'saga', ...(after && { after }) }))
      seen.push(...answer.hits.map(({ game }) => game.slug))
      after = answer.next ?? undefined
    }
    expect(new Set(seen).size).toBe(250)
  })

  test('without words and filters, platforms, genres and years are counted exactly, whatever their number', async () => {
    const request = searchFor({ facets: ['platform', 'genre', 'year'] })
    const { facets, facetsExact } = await postgresEngine(stores.db).search(request)
    expect(facetsExact).toBe(true)
    const years = await rowsOf<{ value: string; count: number }>(
      stores.db,
      sql`select year::text as value, count(*)::int as count from game where year is not null group by year
        order by 2 desc, year::text collate "C" limit 20`,
    )
    expect(facets.year).toEqual(years)
    expect((await postgresEngine(stores.db).search(searchFor({ facets: FACETS }))).facetsExact).toBe(false)
  })
})
