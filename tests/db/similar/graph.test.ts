import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { refreshGraph } from '#db/similar/graph'
import { listNearest } from '#db/similar/queries'
import { type Db, rowsOf } from '#db/stores'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

const MAKERS = ['Acorn', 'Bullfrog', 'Capcom', 'Dinamic', 'Ensemble', 'Falcom', 'Gust', 'Hudson', 'Infocom', 'Jaleco']
const GENRES = ['action', 'puzzle', 'racing', 'sports', 'strategy', 'shooter', 'fighting']

/** Games that differ enough for none to be another's double. */
const GIVEN: Given[] = Array.from({ length: 300 }, (_, at) => ({
  key: `g${at}`,
  title: `${['Red', 'Blue', 'Old', 'Far', 'Last'][at % 5]} ${['Moon', 'Road', 'City', 'King'][at % 4]} of ${'abcdefghij'[at % 10]}${at}x`,
  kind: at % 20 === 0 ? ('soundtrack' as const) : ('game' as const),
  developers: [MAKERS[at % 10] ?? ''],
  genres: [GENRES[at % 7] ?? '', GENRES[(at * 3 + 1) % 7] ?? ''],
  releases: [{ platform: 'pc' }],
}))

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('list', [GIVEN]))
})
afterAll(() => stores[Symbol.asyncDispose]())

const idsOf = async () =>
  (await rowsOf<{ id: string }>(stores.db, sql`select id from game order by slug limit 40`)).map(({ id }) => id)

/** Few games are never looked for in a graph, unless there is no other way. */
const byGraph = <T>(work: (tx: Db) => Promise<T>): Promise<T> =>
  stores.db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`)
    return work(tx)
  })

const likenessOf = (near: readonly { similarity: number }[]) => near.map(({ similarity }) => similarity.toFixed(4))

const graphed = async () => {
  const [row] = await rowsOf<{ count: number }>(
    stores.db,
    sql`select count(*)::int as count from game_likeness where in_graph`,
  )
  return row?.count
}

describe('the graph of what is similar', () => {
  test('is not made where reading everything is as fast', async () => {
    expect(await refreshGraph(stores)).toBe(0)
    expect(await graphed()).toBe(0)
  })

  test('leads to what reading everything finds: whole works, as near, and never the game itself', async () => {
    const ids = await idsOf()
    const before = []
    for (const id of ids) before.push(likenessOf(await listNearest(stores.db, id, 20)))
    expect(await refreshGraph(stores, 100)).toBe(285)
    for (const [at, id] of ids.entries()) {
      const near = await byGraph((tx) => listNearest(tx, id, 20))
      expect(likenessOf(near)).toEqual(before[at] ?? [])
      expect(near.filter((game) => game.kind !== 'game' || game.id === id)).toEqual([])
    }
  })

  test('is what answers, once there is one', async () => {
    const plan = await byGraph((tx) =>
      rowsOf<{ 'QUERY PLAN': string }>(
        tx,
        sql`explain select game_id from game_likeness where in_graph
          order by embedding <#> (select embedding from game_likeness limit 1) limit 21`,
      ),
    )
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('game_likeness_graph')
  })

  test('holds what it held when the same games come again', async () => {
    await load(stores, memorySource('list', [GIVEN]))
    expect(await graphed()).toBe(285)
    expect(await refreshGraph(stores, 100)).toBe(0)
  })

  test('is asked beside what changed since, until that is a quarter of all', async () => {
    const changed = { key: 'g1', title: 'Blue Road', series: ['Roads'], releases: [{ platform: 'pc' }] }
    const next = { key: 'new', title: 'Green Road', series: ['Roads'], releases: [{ platform: 'pc' }] }
    await load(stores, memorySource('more', [[next]]))
    await load(stores, memorySource('list', [[changed, ...GIVEN.slice(2)]]))
    const [{ id } = { id: '' }] = await rowsOf<{ id: string }>(
      stores.db,
      sql`select id from game where title = 'Green Road'`,
    )
    const [first] = await listNearest(stores.db, id, 5)
    expect(first).toMatchObject({ title: 'Blue Road' })
    expect(await refreshGraph(stores, 100)).toBe(0)
    await stores.db.execute(sql`update game_likeness set in_graph = false where kind = 'game'`)
    expect(await refreshGraph(stores, 100)).toBe(286)
    expect((await listNearest(stores.db, id, 5))[0]).toEqual(first)
  })

  test('is left to whoever works at it', async () => {
    await stores.exclusively('likeness_graph', async () => {
      expect(await refreshGraph(stores, 1)).toBe(0)
    })
  })
})
