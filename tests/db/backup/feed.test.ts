import { afterEach, beforeEach, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { createSearch } from '#db/search/search'
import type { Stores } from '#db/stores'
import type { Client } from '#src/client/index'
import { createTestClient } from '#tests/support/client'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { backUp, MODES, openBare, restore, scratchFolder } from './places'

const source = (name: string, ...titles: string[]) =>
  memorySource(name, [titles.map((title) => ({ key: title, title }))])

/** A copy of the catalogue and its position in the feed. */
type Copy = { position: string; titles: Map<string, string> }

let stores: TestStores
beforeEach(async () => {
  stores = await createTestStores()
})
afterEach(() => stores[Symbol.asyncDispose]())

async function copyAll(client: Client): Promise<Copy> {
  const { data } = await client.v1.changes.get({ query: { after: 'now' } })
  const titles = new Map<string, string>()
  for await (const { id, title } of client.pages.games()) titles.set(id, title)
  return { position: data?.next ?? '', titles }
}

/** Brings a copy up to date as docs/changes.md says: makes a new one where the feed was restarted. */
async function follow(client: Client, { position, titles }: Copy): Promise<Copy & { isNew: boolean }> {
  const feed = client.changes({ after: position })
  for await (const { kind, game } of feed) {
    const { data } = await client.v1.games({ slug: game.id }).get()
    if (kind === 'merged' || kind === 'deleted' || data?.id !== game.id) titles.delete(game.id)
    else titles.set(game.id, data.title)
  }
  if (feed.isRestarted) return { ...(await copyAll(client)), isNew: true }
  return { position: feed.position ?? position, titles, isNew: false }
}

test.each(MODES)('followers from before and after a backup end with the restored catalogue: %s', async (mode) => {
  await using folder = await scratchFolder()
  const before = await createTestClient(stores)
  await load(stores, source('a', 'Elite', 'Doom'))
  const early = await copyAll(before)
  await load(stores, source('b', 'Zork'))
  const atBackup = await copyAll(before)
  await backUp(stores, folder.in('one'))
  await load(stores, source('c', 'Phantom', 'Ghost'))
  const late = await copyAll(before)

  await using database = await openBare(mode)
  await restore(database, folder.in('one'))
  const restored: Stores = { ...database, search: createSearch(database.db) }
  const client = await createTestClient(restored)
  expect(await follow(client, late)).toMatchObject({ isNew: true })
  await load(restored, source('d', 'Ultima', 'Wing', 'Populous'))
  const wanted = (await copyAll(client)).titles
  expect(new Set(wanted.values())).toEqual(new Set(['Elite', 'Doom', 'Zork', 'Ultima', 'Wing', 'Populous']))
  for (const [copy, isNew] of [
    [early, false],
    [atBackup, false],
    [late, true],
  ] as const) {
    const now = await follow(client, copy)
    expect([now.isNew, now.titles]).toEqual([isNew, wanted])
    expect(await follow(client, now)).toMatchObject({ isNew: false, titles: wanted })
  }
})

test('a backup that is restored twice gives other numbers each time, all 10^9 behind its own', async () => {
  await using folder = await scratchFolder()
  await load(stores, source('a', 'Elite'))
  const { feedPosition } = await backUp(stores, folder.in('one'))
  expect(feedPosition).toBe(1)
  const seen: number[] = []
  for (let time = 0; time < 2; time++) {
    await using database = await openBare('embedded')
    await restore(database, folder.in('one'))
    const client = await createTestClient({ ...database, search: createSearch(database.db) })
    await database.db.execute(sql`insert into game_change (game_id, kind, version) select id, 'updated', 1 from game`)
    const { data } = await client.v1.changes.get({ query: { after: '1' } })
    seen.push(Number(data?.next))
    for (const lost of [2, 1_000_000_001, seen[0] ?? 0])
      if (lost !== seen[time])
        expect((await client.v1.changes.get({ query: { after: String(lost) } })).status).toBe(410)
  }
  expect(Math.min(...seen)).toBeGreaterThan(1_000_000_001)
  expect(new Set(seen).size).toBe(2)
})
