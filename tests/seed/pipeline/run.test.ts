import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import * as v from 'valibot'
import { stagingTableOf } from '#db/record/stage'
import { rowsOf } from '#db/stores'
import { reportLines } from '#seed/cli/report'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeEach(async () => {
  stores = await createTestStores()
})
afterEach(() => stores[Symbol.asyncDispose]())

const on = (platform: string, year: number) => ({
  releases: [{ platform, released: { date: `${year}-01-01`, precision: 'year' as const } }],
})

const elite: Given = { key: 'elite', title: 'Elite', ...on('pc', 1984) }
const tetris: Given = { key: 'tetris', title: 'Tetris', ...on('game-boy', 1989) }
const doom: Given = { key: 'doom', title: 'Doom', ...on('pc', 1993) }

const titles = async () =>
  (
    await rowsOf<{ title: string }>(stores.db, sql`select title from game where merged_into is null order by title`)
  ).map((row) => row.title)

const games = () =>
  rowsOf<{ slug: string; version: number; merged_into: string | null; id: string }>(
    stores.db,
    sql`select slug, version, merged_into, id from game order by created_at, slug`,
  )

describe('a run', () => {
  test('accounts for every record it read', async () => {
    const again = { ...elite, key: 'elite', summary: 'another text' }
    const report = await load(
      stores,
      memorySource('a', [
        [elite, tetris, 'rubbish'],
        [again, elite, { key: 'x', title: '' }],
      ]),
    )
    expect(report).toMatchObject({
      read: 6,
      accepted: 2,
      unchanged: 0,
      duplicate: 2,
      quarantined: 2,
      games: { created: 2, updated: 0, merged: 0 },
    })
    expect(await titles()).toEqual(['Elite', 'Tetris'])
  })

  test('stores records in the order of the dataset, so that the first of a game is its oldest', async () => {
    await load(
      stores,
      memorySource('b', [Array.from({ length: 300 }, (_, at) => ({ key: `k${at}`, title: `B${at}` }))]),
    )
    await stores.db.execute(sql`analyze source_record`)
    const keys = Array.from({ length: 60 }, (_, at) => `${(at * 37) % 60}`)
    await load(stores, memorySource('a', [keys.map((key) => ({ key, title: `A${key}` }))]))
    const stored = await rowsOf<{ key: string }>(
      stores.db,
      sql`select r.source_key as key from source_record r join source s on s.id = r.source_id where s.slug = 'a' order by r.id`,
    )
    expect(stored.map(({ key }) => key)).toEqual(keys)
  })

  test('never repeats a value in the reason why it refused a row', async () => {
    await load(stores, { ...memorySource('a', [[elite]]), row: v.object({ title: v.number() }) })
    const [refused] = await rowsOf<{ message: string }>(stores.db, sql`select message from quarantine`)
    expect(refused?.message).toContain('Expected number')
    expect(refused?.message).not.toContain('Elite')
  })

  test('stores refused records, and duplicates that differ, with position and text', async () => {
    await load(stores, memorySource('a', [[elite, 'rubbish', { ...elite, key: 'elite', summary: 'differs' }]]))
    const refused = await rowsOf(stores.db, sql`select code, raw, position from quarantine order by code`)
    expect(refused).toMatchObject([
      { code: 'duplicate_key', raw: expect.stringContaining('differs'), position: { page: 0 } },
      { code: 'invalid_json', raw: 'rubbish', position: { page: 0 } },
    ])
  })

  test('over the same input changes nothing', async () => {
    const source = memorySource('a', [[elite, tetris, 'rubbish']])
    await load(stores, source)
    const before = await games()
    const report = await load(stores, source)
    expect(report).toMatchObject({
      read: 3,
      accepted: 0,
      unchanged: 2,
      duplicate: 0,
      quarantined: 1,
      games: { created: 0, updated: 0, merged: 0 },
    })
    expect(await games()).toEqual(before)
    expect(await rowsOf(stores.db, sql`select from quarantine`)).toHaveLength(1)
  })

  test('updates a changed record, and only its game gets a new version', async () => {
    await load(stores, memorySource('a', [[elite, tetris]]))
    const report = await load(
      stores,
      memorySource('a', [[{ ...elite, summary: 'Trade among the stars.' } as Given, tetris]]),
    )
    expect(report).toMatchObject({ accepted: 1, unchanged: 1, games: { created: 0, updated: 1, merged: 0 } })
    expect((await games()).map((game) => [game.slug, game.version])).toEqual(
      expect.arrayContaining([
        ['elite', 2],
        ['tetris', 1],
      ]),
    )
  })

  test('counts unchanged within its own dataset', async () => {
    await load(stores, memorySource('a', [[elite]]))
    const report = await load(stores, memorySource('a', [[elite]]), { dataset: 'another' })
    expect(report).toMatchObject({ accepted: 1, unchanged: 0, games: { created: 0 } })
    expect(await titles()).toEqual(['Elite'])
  })

  test('stops at its limit', async () => {
    const report = await load(stores, memorySource('a', [[elite, tetris], [doom]]), { limit: 1 })
    expect(report).toMatchObject({ read: 1, accepted: 1 })
  })

  test('reports words unknown to the vocabulary', async () => {
    const words = { unknown: { platforms: ['Gate'], genres: ['Modern'] }, ratings: [{ board: 'Guild', rating: '12' }] }
    const releases = [
      { platform: 'pc', region: 'Atlantis+us' },
      { platform: 'pc', region: 'Worldwide' },
    ]
    const unknown: Given = { key: 'u', title: 'Odd', ...words, releases }
    const report = await load(stores, memorySource('a', [[unknown, { ...unknown, key: 'v' } as Given]]))
    expect(report.unknown).toEqual({
      platforms: [['Gate', 2]],
      genres: [['Modern', 2]],
      regions: [['Atlantis', 2]],
      boards: [['Guild', 2]],
    })
    expect(reportLines(report).join('\n')).toContain('unknown boards, kept as they are: Guild (2)')
  })

  test('of a source with another active run is refused', async () => {
    const done = await stores.exclusively('source.a', () =>
      load(stores, memorySource('a', [[elite]])).catch((error: Error) => error.message),
    )
    expect(done).toContain('Another run of a is active')
  })
})

describe('an interrupted run', () => {
  const pages = [[elite, 'rubbish'], [tetris, tetris], [doom]]

  test('resumes where it stopped and gives the same catalogue', async () => {
    const stop = new AbortController()
    const stopping = memorySource('a', pages)
    const progress = { phase() {}, advance() {}, stop() {}, read: (page: number) => page === 2 && stop.abort() }
    await expect(
      load(stores, stopping, {
        signal: stop.signal,
        progress: { ...progress, read: (page) => void progress.read(page) },
      }),
    ).rejects.toThrow('Interrupted')
    const report = await load(stores, memorySource('a', pages))
    expect(report).toMatchObject({ read: 5, accepted: 3, duplicate: 1, quarantined: 1 })
    const resumed = await catalogueHash(stores.db)

    await using other = await createTestStores()
    await load(other, memorySource('a', pages))
    expect(await catalogueHash(other.db)).toBe(resumed)
  })

  test('starts again if a crash of the server emptied its staging table', async () => {
    const stop = new AbortController()
    const progress = { phase() {}, advance() {}, stop() {}, read: (page: number) => void (page === 2 && stop.abort()) }
    await load(stores, memorySource('a', pages), { signal: stop.signal, progress }).catch(() => {})
    const [run] = await rowsOf<{ id: number }>(stores.db, sql`select id::int as id from ingest_run`)
    await stores.db.execute(sql`truncate ${sql.identifier(stagingTableOf(run?.id ?? 0))}`)
    const report = await load(stores, memorySource('a', pages))
    expect(report).toMatchObject({ read: 5, accepted: 3, duplicate: 1, quarantined: 1 })
    expect(await titles()).toEqual(['Doom', 'Elite', 'Tetris'])
  })

  test('is abandoned if its input has changed', async () => {
    const stop = new AbortController()
    const progress = { phase() {}, advance() {}, stop() {}, read: (page: number) => void (page === 2 && stop.abort()) }
    await load(stores, memorySource('a', pages), { signal: stop.signal, progress }).catch(() => {})
    const report = await load(stores, memorySource('a', [[doom]]))
    expect(report).toMatchObject({ read: 1, accepted: 1 })
    expect(await titles()).toEqual(['Doom'])
    expect(await rowsOf(stores.db, sql`select from pg_tables where tablename ~ '^staging_[0-9]'`)).toEqual([])
  })
})

describe('several sources', () => {
  const sales = memorySource(
    'sales',
    [[{ key: '1', title: 'ELITE', ...on('pc', 1984), publishers: ['Firebird'] }, doom]],
    40,
  )
  const scores = memorySource(
    'scores',
    [[{ key: '9', title: 'Elite', ...on('nes', 1991), critics: { value: 90, votes: 4 } }]],
    80,
  )

  test('meet in one game: the trusted spelling wins and gaps are filled', async () => {
    await load(stores, sales)
    const report = await load(stores, scores)
    expect(report.games).toEqual({ created: 0, updated: 1, merged: 0 })
    const [game] = await rowsOf(stores.db, sql`select title, year, score_critics, slug from game where slug = 'elite'`)
    // The earlier year of the less trusted source alone is unsupported.
    expect(game).toMatchObject({ title: 'Elite', year: 1991, score_critics: 90 })
  })

  test('give a company its plainest spelling, even from a changed record that wins no field', async () => {
    const by = (publisher: string) => ({ key: '1', title: 'Elite', publishers: [publisher] })
    const lesser = (publisher: string) => load(stores, memorySource('lesser', [[by(publisher)]], 10))
    await load(stores, memorySource('better', [[by('FIREBIRD')]], 90))
    await lesser('FIREBIRD')
    await lesser('Firebird')
    expect(await rowsOf(stores.db, sql`select name from company`)).toEqual([{ name: 'Firebird' }])
  })

  test('give the same catalogue in either order', async () => {
    await load(stores, sales)
    await load(stores, scores)
    await using other = await createTestStores()
    await load(other, scores)
    await load(other, sales)
    expect(await catalogueHash(other.db)).toBe(await catalogueHash(stores.db))
  })

  test('an id shared by two games merges the younger into the older, whose slug stays', async () => {
    await load(stores, memorySource('first', [[{ key: '1', title: 'Ye Olde Game', externalIds: { hub: '7' } }]]))
    await load(
      stores,
      memorySource('second', [[{ key: '2', title: 'Something Else Entirely', externalIds: { store: '8' } }]]),
    )
    expect(await titles()).toHaveLength(2)
    const report = await load(
      stores,
      memorySource('hub', [[{ key: '7', title: 'Ye Olde Game', externalIds: { store: '8' } }]]),
    )
    expect(report.games).toMatchObject({ created: 0, merged: 1 })
    const [older, younger] = await games()
    expect(older).toMatchObject({ slug: 'ye-olde-game', merged_into: null })
    expect(younger).toMatchObject({ slug: 'something-else-entirely', merged_into: older?.id ?? '' })
  })

  test('a record changed into another work leaves its game, which keeps id and slug', async () => {
    await load(stores, sales)
    await load(stores, scores)
    const before = await games()
    await load(stores, memorySource('scores', [[{ key: '9', title: 'Uridium', ...on('nes', 1991) }]], 80))
    expect(await titles()).toEqual(['Doom', 'ELITE', 'Uridium'])
    const after = await games()
    expect(after.find((game) => game.slug === 'elite')?.id).toBe(before.find((game) => game.slug === 'elite')?.id ?? '')
  })
})
