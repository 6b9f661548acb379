import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import type { Crawl, Source } from '#seed/contract/source'
import { parseDeclared } from '#seed/declared/config'
import { declaredSource } from '#seed/declared/source'
import { catalogueHash } from '#tests/support/catalogue-hash'
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
/** The unlisted games: whether they are so since today, their version, and the latest change in the feed. */
const unlisted = () =>
  rowsOf(
    stores.db,
    sql`select title, unlisted_since = (now() at time zone 'UTC')::date as today, version,
      (select kind from game_change c where c.game_id = game.id order by seq desc limit 1) as told
      from game where unlisted_since is not null order by title`,
  )
const games = () => rowsOf(stores.db, sql`select title, version from game order by title`)

describe('a full crawl', () => {
  test('marks records it no longer lists as removed; the game keeps its values, and says since when it is unlisted', async () => {
    await load(stores, crawl(ALL))
    const before = await catalogueHash(stores.db)
    expect(await load(stores, crawl(ALL.slice(1)))).toMatchObject({
      read: 3,
      unchanged: 3,
      removed: 1,
      games: { updated: 1 },
    })
    expect(await removed()).toEqual(['a'])
    expect(await catalogueHash(stores.db)).toBe(before)
    expect(await unlisted()).toEqual([{ title: 'Game a', today: true, version: 2, told: 'updated' }])
    expect(await load(stores, crawl(ALL.slice(1)))).toMatchObject({ unchanged: 3, removed: 0, games: { updated: 0 } })
  })

  test('leaves a game listed while another source lists it', async () => {
    const elite = { key: 'e', title: 'Elite' }
    await load(stores, crawl([...ALL, elite]))
    await load(stores, memorySource('other', [[elite]]))
    expect(await load(stores, crawl(ALL))).toMatchObject({ removed: 1, games: { updated: 0 } })
    expect(await unlisted()).toEqual([])
  })

  test('restores a removed record that it lists again', async () => {
    await load(stores, crawl(ALL))
    await load(stores, crawl(ALL.slice(1)))
    expect(await load(stores, crawl(ALL))).toMatchObject({
      accepted: 1,
      unchanged: 3,
      removed: 0,
      games: { updated: 1 },
    })
    expect(await removed()).toEqual([])
    expect(await unlisted()).toEqual([])
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

describe('a file that is declared complete', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vestim-complete-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const LINES = ['1;Elite', '2;Doom', '3;Ultima', '4;Tetris']

  /** Loads a list of these lines. */
  function loadLines(lines: readonly string[], { complete = true, restart = false } = {}) {
    writeFileSync(join(folder, 'mine.csv'), `id;title\n${lines.join('\n')}\n`)
    const declared = { name: 'mine', format: 'csv', from: 'mine.csv', key: 'id', complete, map: { title: 'title' } }
    const [entry] = parseDeclared(JSON.stringify({ sources: [declared] }), 'config', [])
    if (!entry) throw new Error('no entry')
    return load(stores, declaredSource(entry, folder) as Source, { restart }) // safe: it is only given rows its own schema has parsed
  }

  test('marks the rows that vanished as removed, and their games as unlisted', async () => {
    await loadLines(LINES)
    expect(await loadLines(LINES.slice(1))).toMatchObject({ unchanged: 3, removed: 1, games: { updated: 1 } })
    expect(await unlisted()).toEqual([{ title: 'Elite', today: true, version: 2, told: 'updated' }])
    expect(await loadLines(LINES)).toMatchObject({ accepted: 1, removed: 0, games: { updated: 1 } })
    expect(await unlisted()).toEqual([])
  })

  test('is not believed if it lost more than half, until --restart', async () => {
    await loadLines(LINES)
    await expect(loadLines(LINES.slice(3))).rejects.toMatchObject({ code: 'source_shrunk' })
    expect(await removed()).toEqual([])
    expect(await loadLines(LINES.slice(3), { restart: true })).toMatchObject({ removed: 3 })
  })

  test('removes no row that it refuses, and none while a refused row has no key', async () => {
    await loadLines(LINES)
    expect(await loadLines(['1;', ...LINES.slice(2)])).toMatchObject({ quarantined: 1, removed: 1 })
    expect(await removed()).toEqual(['2'])
    expect(await loadLines([';Doom', ...LINES.slice(2)])).toMatchObject({ removed: 0, withoutKey: 1 })
  })

  test('removes nothing without that declaration', async () => {
    await loadLines(LINES, { complete: false })
    expect(await loadLines(LINES.slice(1), { complete: false })).toMatchObject({ removed: 0 })
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
