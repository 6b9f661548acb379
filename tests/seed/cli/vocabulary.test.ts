import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import type { WordMeaning } from '#catalogue/vocabulary/mapped-words'
import { undoDecision } from '#db/decision/curate'
import { nameWord, unnameWord } from '#db/decision/words'
import { matchPendingRecords } from '#db/match/run'
import { rowsOf } from '#db/stores'
import { listMappings, listUnknownWords, requeueNamedWords } from '#db/vocabulary/mapping'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeEach(async () => {
  stores = await createTestStores()
})
afterEach(() => stores[Symbol.asyncDispose]())

const snake: Given = { key: '1', title: 'Snake', unknown: { platforms: ['Wireless'], genres: ['Retro'] } }
const tetris: Given = { key: '2', title: 'Tetris', unknown: { platforms: ['wireless'] } }
const elite: Given = { key: '3', title: 'Elite', releases: [{ platform: 'pc' }] }

const wireless = { kind: 'platform', word: 'WIRELESS', source: null, slug: 'mobile' } as const
const BY = { author: 'a person', reason: null }

/** Maps a word, and returns the number of records that have it. */
async function mapWord(to: TestStores, meaning: WordMeaning): Promise<number> {
  expect(await nameWord(to, meaning, BY)).toMatchObject({ ok: true })
  return to.db.transaction(requeueNamedWords)
}

const match = () =>
  matchPendingRecords({ stores, runId: undefined, signal: new AbortController().signal, onProgress() {} })

const gamesOn = async (platform: string) =>
  (
    await rowsOf<{ slug: string }>(
      stores.db,
      sql`select g.slug from game g join platform p on p.id = any(g.platform_ids) where p.slug = ${platform} order by g.slug`,
    )
  ).map(({ slug }) => slug)

describe('unknown words', () => {
  test('are counted in every spelling, with their sources', async () => {
    await load(stores, memorySource('a', [[snake, tetris, elite]]))
    await load(stores, memorySource('b', [[{ ...snake, key: 'x' }]]))
    expect(await listUnknownWords(stores.db)).toEqual([
      { kind: 'genre', word: 'Retro', records: 2, sources: ['a', 'b'] },
      { kind: 'platform', word: 'Wireless', records: 2, sources: ['a', 'b'] },
      { kind: 'platform', word: 'wireless', records: 1, sources: ['a'] },
    ])
  })

  test('have their mapped meaning from the next match on, without reading a source again', async () => {
    await load(stores, memorySource('a', [[snake, tetris, elite]]))
    expect(await mapWord(stores, wireless)).toBe(2)
    expect(await gamesOn('mobile')).toEqual([])
    expect(await match()).toMatchObject({ created: 0, updated: 2, merged: 0 })
    expect(await gamesOn('mobile')).toEqual(['snake', 'tetris'])
  })

  test('have it in later loads, and in every run again', async () => {
    await mapWord(stores, wireless)
    const source = memorySource('a', [[snake, tetris]])
    await load(stores, source)
    expect(await gamesOn('mobile')).toEqual(['snake', 'tetris'])
    const before = await catalogueHash(stores.db)
    const again = await load(stores, source, { restart: true })
    expect(again).toMatchObject({ unchanged: 2, games: { created: 0, updated: 0, merged: 0 } })
    expect(await catalogueHash(stores.db)).toBe(before)
  })

  test('give the same catalogue, mapped before or after the load', async () => {
    await load(stores, memorySource('a', [[snake, tetris]]))
    await mapWord(stores, wireless)
    await match()
    await using others = await createTestStores()
    await mapWord(others, wireless)
    await load(others, memorySource('a', [[snake, tetris]]))
    expect(await catalogueHash(stores.db)).toBe(await catalogueHash(others.db))
  })

  test('can be mapped to a region or a board', async () => {
    const releases = [{ platform: 'pc', region: 'Atlantis' }]
    const ratings = [{ board: 'Guild', rating: 'Guild 12' }]
    await load(stores, memorySource('a', [[{ key: '4', title: 'Doom', releases, ratings }]]))
    const named = async () => {
      const regions = await rowsOf<{ region: string }>(stores.db, sql`select region from release`)
      const rated = await rowsOf<{ board: string; rating: string }>(stores.db, sql`select board, rating from rating`)
      return [...regions, ...rated]
    }
    expect(await named()).toEqual([{ region: 'atlantis' }, { board: 'guild', rating: '12' }])
    expect(await mapWord(stores, { kind: 'region', word: 'atlantis', source: null, slug: 'eu' })).toBe(1)
    expect(await mapWord(stores, { kind: 'board', word: 'guild', source: null, slug: 'pegi' })).toBe(1)
    await match()
    expect(await named()).toEqual([{ region: 'eu' }, { board: 'pegi', rating: '12' }])
  })

  test('are unknown again when the mapping is removed', async () => {
    await load(stores, memorySource('a', [[snake, tetris]]))
    const before = await catalogueHash(stores.db)
    await mapWord(stores, wireless)
    await match()
    const spelled = { kind: 'platform', word: 'wireless', source: null } as const
    expect(await unnameWord(stores, spelled, BY)).toMatchObject({ ok: true, decision: { undoneBy: 'a person' } })
    expect(await stores.db.transaction(requeueNamedWords)).toBe(2)
    await match()
    expect(await catalogueHash(stores.db)).toBe(before)
    expect(await unnameWord(stores, spelled, BY)).toMatchObject({ ok: false, refusal: { code: 'no_such_decision' } })
  })

  test('mean something else in one source, if a person says so', async () => {
    await load(stores, memorySource('a', [[snake]]))
    await load(stores, memorySource('b', [[tetris]]))
    await mapWord(stores, wireless)
    expect(await mapWord(stores, { ...wireless, source: 'b', slug: 'pc' })).toBe(1)
    await match()
    expect(await gamesOn('mobile')).toEqual(['snake'])
    expect(await gamesOn('pc')).toEqual(['tetris'])
  })

  test('have the meaning that a person gave them, also if the vocabulary knows them', async () => {
    await mapWord(stores, { kind: 'region', word: 'Europe', source: 'a', slug: 'jp' })
    const releases = [{ platform: 'pc', region: 'Europe' }]
    await load(stores, memorySource('a', [[{ key: '4', title: 'Doom', releases }]]))
    await load(stores, memorySource('b', [[{ key: '5', title: 'Quake', releases }]]))
    const regions = () =>
      rowsOf<{ region: string }>(
        stores.db,
        sql`select r.region from release r join game g on g.id = r.game_id order by g.slug`,
      )
    expect(await regions()).toEqual([{ region: 'jp' }, { region: 'eu' }])
    await unnameWord(stores, { kind: 'region', word: 'Europe', source: 'a' }, BY)
    await match()
    expect(await regions()).toEqual([{ region: 'eu' }, { region: 'eu' }])
  })

  test('have the latest of several meanings; undoing it brings back the one before', async () => {
    await mapWord(stores, wireless)
    const latest = await nameWord(stores, { ...wireless, slug: 'pc' }, BY)
    expect(await listMappings(stores.db)).toMatchObject([{ slug: 'pc' }])
    expect(await nameWord(stores, { ...wireless, slug: 'pc' }, BY)).toMatchObject({
      refusal: { code: 'named_already' },
    })
    if (latest.ok) await undoDecision(stores, latest.decision.id, BY)
    expect(await listMappings(stores.db)).toMatchObject([{ slug: 'mobile', author: 'a person' }])
  })
})
