import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import type { Crawl, Source } from '#seed/contract/source'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeEach(async () => {
  stores = await createTestStores()
}, 30_000)
afterEach(() => stores[Symbol.asyncDispose]())

const game = (key: string): Given => ({ key, title: `Game ${key}` })
const ALL = ['a', 'b', 'c', 'd'].map(game)

/** Returns a source whose crawl lists these records, and by default everything. */
function crawl(records: readonly Given[], told: Partial<Crawl> = {}): Source {
  const source = memorySource('api', records.length > 0 ? [records] : [])
  return {
    ...source,
    keyOf: (value) => (value as { key: string }).key,
    open: async (options) => ({
      ...(await source.open(options)),
      keepLast: true,
      crawl: { advancesBookmark: true, complete: true, ...told },
    }),
  }
}

const removed = async () =>
  (
    await rowsOf<{ key: string }>(
      stores.db,
      sql`select source_key as key from source_record where removed_at is not null order by 1`,
    )
  ).map(({ key }) => key)
const games = () => rowsOf(stores.db, sql`select title, version from game order by title`)

describe('a full crawl', () => {
  test('marks records it no longer lists as removed; the game keeps its values', async () => {
    await load(stores, crawl(ALL))
    const before = await games()
    expect(await load(stores, crawl(ALL.slice(1)))).toMatchObject({
      read: 3,
      unchanged: 3,
      removed: 1,
      games: { updated: 0 },
    })
    expect(await removed()).toEqual(['a'])
    expect(await games()).toEqual(before)
    expect(await load(stores, crawl(ALL.slice(1)))).toMatchObject({ unchanged: 3, removed: 0 })
  })

  test('restores a removed record that it lists again', async () => {
    await load(stores, crawl(ALL))
    await load(stores, crawl(ALL.slice(1)))
    expect(await load(stores, crawl(ALL))).toMatchObject({ accepted: 1, unchanged: 3, removed: 0 })
    expect(await removed()).toEqual([])
  })

  test('does not remove a refused record', async () => {
    await load(stores, crawl(ALL))
    const bad = { key: 'a', title: '' }
    expect(await load(stores, crawl([bad, ...ALL.slice(2)]))).toMatchObject({ quarantined: 1, removed: 1 })
    expect(await removed()).toEqual(['b'])
  })

  test('removes nothing while a refused record has no key, since it could be any', async () => {
    await load(stores, crawl(ALL))
    expect(await load(stores, crawl(['rubbish', ...ALL.slice(1)]))).toMatchObject({ removed: 0, withoutKey: 1 })
    expect(await removed()).toEqual([])
  })

  test('resolves refused records that it no longer lists', async () => {
    await load(stores, crawl([...ALL, { key: 'e', title: '' }]))
    await load(stores, crawl(ALL))
    expect(await rowsOf(stores.db, sql`select from quarantine where resolved_at is null`)).toEqual([])
  })

  test.each<[string, () => Promise<unknown>]>([
    ['a limit', () => load(stores, crawl(ALL.slice(1)), { limit: 3 })],
    ['a crawl of changes', () => load(stores, crawl(ALL.slice(1), { complete: false, incremental: true }))],
    ['a crawl that may miss some', () => load(stores, crawl(ALL.slice(1), { complete: false }))],
    ['another dataset', () => load(stores, crawl(ALL.slice(1)), { dataset: 'other' })],
  ])('marks nothing with %s', async (_, again) => {
    await load(stores, crawl(ALL))
    await again()
    expect(await removed()).toEqual([])
  })
})

describe('a list that lost more than half', () => {
  test('fails, changes nothing and says what to do, unless run with --restart', async () => {
    await load(stores, crawl(ALL))
    const fewer = crawl([game('a'), game('z')])
    for (let time = 0; time < 2; time++)
      await expect(load(stores, fewer)).rejects.toMatchObject({
        code: 'source_shrunk',
        message: expect.stringMatching(/3 of 4 known records .* --restart/),
      })
    expect(await removed()).toEqual([])
    expect(await games()).toHaveLength(4)
    expect(await load(stores, fewer, { restart: true })).toMatchObject({ accepted: 1, unchanged: 1, removed: 3 })
    expect(await removed()).toEqual(['b', 'c', 'd'])
  })

  test('and is empty fails even then, for files too', async () => {
    await load(stores, crawl(ALL))
    await load(stores, memorySource('file', [ALL]))
    for (const empty of [crawl([]), memorySource('file', [])])
      for (const restart of [false, true])
        await expect(load(stores, empty, { restart })).rejects.toMatchObject({
          code: 'source_shrunk',
          message: expect.stringContaining('has no records now, but 4 are known'),
        })
    expect(await removed()).toEqual([])
  })

  test('may be empty if nothing was known, or if only changes were requested', async () => {
    expect(await load(stores, crawl([]))).toMatchObject({ read: 0, removed: 0 })
    await load(stores, crawl(ALL))
    expect(await load(stores, crawl([], { complete: false, incremental: true }))).toMatchObject({ read: 0 })
  })
})
