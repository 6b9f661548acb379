import { expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { insertAccount } from '#db/account/queries'
import { startSession } from '#db/session/queries'
import { rowsOf } from '#db/stores'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores } from '#tests/support/stores'
import { backUp, MODES, openBare, restore, scratchFolder } from './places'

const hard: Given = {
  key: 'hard',
  title: 'Tab\tand \\ back\\slash\nnew “line” 東京',
  summary: '\\N \\. \\x41 \r\n ',
  alternativeNames: ['{a,b}', '"quoted"', 'NULL'],
  tags: ['RPG', 'co-op'],
  developers: ['Id Software', 'ID Software, Inc.'],
  publishers: ['GT Interactive'],
  genres: ['shooter'],
  series: ['Hard Series'],
  releases: [
    { platform: 'pc', region: 'EU' },
    { platform: 'ps1', salesCopies: 3 },
  ],
  critics: { value: 87.3, votes: 12 },
  popularity: 12345,
  released: { date: '1993-12-10', precision: 'day' },
}
const A = memorySource(
  'a',
  [[{ key: 'elite', title: 'Elite', released: { date: '1984-01-01', precision: 'year' } }, hard, 'broken']],
  80,
)
const B = memorySource(
  'b',
  [[{ key: 'elite', title: 'Elite', released: { date: '1984-01-01', precision: 'year' }, summary: 'Space.' }]],
  50,
)

test.each(MODES)('a catalogue is the same after it was restored into a database: %s', async (mode) => {
  await using folder = await scratchFolder()
  await using stores = await createTestStores()
  await load(stores, A)
  await load(stores, B)
  const written = await backUp(stores, folder.in('one'))
  await using target = await openBare(mode)
  const restored = await restore(target, folder.in('one'))
  expect(restored).toEqual(written)
  expect(await catalogueHash(target.db)).toBe(await catalogueHash(stores.db))
  for (const table of [
    'game_list',
    'list_size',
    'game_figure',
    'game_search',
    'search_word',
    'search_word_deletion',
    'game_likeness',
  ])
    expect([table, await contentOf(target.db, table)]).toEqual([table, await contentOf(stores.db, table)])
  const again = await backUp(target, folder.in('two'))
  expect(again.contentHash).toBe(written.contentHash)
})

test('accounts are restored, sessions are not: one that has ended since must not go on', async () => {
  await using folder = await scratchFolder()
  await using stores = await createTestStores()
  const made = await insertAccount(stores.db, { email: 'ada@example.org', passwordHash: 'hash', role: 'admin' })
  await startSession(
    stores.db,
    { accountId: made?.id ?? '', passwordHash: 'hash' },
    { tokenHash: 'token', agent: null },
  )
  const written = await backUp(stores, folder.in('one'))
  await using target = await openBare(MODES[0])
  await restore(target, folder.in('one'))
  expect(await contentOf(target.db, 'account')).toEqual(await contentOf(stores.db, 'account'))
  expect(await contentOf(stores.db, 'refresh_token')).toHaveLength(1)
  for (const table of ['session', 'refresh_token']) expect(await contentOf(target.db, table)).toEqual([])
  expect((await backUp(target, folder.in('two'))).contentHash).toBe(written.contentHash)
})

const contentOf = (db: Parameters<typeof rowsOf>[0], table: string) =>
  rowsOf(db, sql.raw(`select to_jsonb(t)::text as row from "${table}" t order by 1`))

test('the time of a backup is that of its snapshot, before its tables are written', async () => {
  await using stores = await createTestStores()
  await using scratch = await scratchFolder()
  const tables: Date[] = []
  const { takenAt } = await backUp(stores, scratch.in('backup'), { onTable: () => tables.push(new Date()) })
  expect(new Date(takenAt).getTime()).toBeLessThanOrEqual(tables[0]?.getTime() ?? 0)
})
