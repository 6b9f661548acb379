import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { matchPendingRecords } from '#db/match/run'
import { createTestClient } from '#tests/support/client'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
  const elite: Given = { key: '1', title: 'Elite', unknown: { genres: ['Space Trading'] } }
  await load(stores, memorySource('a', [[elite]]))
})
afterAll(() => stores[Symbol.asyncDispose]())

const SPACE = { kind: 'genre', word: 'space-trading', slug: 'simulation', reason: 'It simulates trade.' } as const

const curator = () => createTestClient(stores, { scope: 'curate' })
type Client = Awaited<ReturnType<typeof curator>>

/** Genres of the game, after what waits has been matched. */
async function genresNow(api: Client) {
  await matchPendingRecords({ stores, runId: undefined, signal: new AbortController().signal, onProgress() {} })
  return (await api.v1.games({ slug: 'elite' }).get({ query: {} })).data?.genres
}

const wordsNow = async () => {
  const fresh = await curator()
  return (await fresh.v1.quality.get({ query: {} })).data?.words.items.map(({ word, sources }) => [word, sources])
}

describe('POST /v1/words', () => {
  test('says what a word means, as a decision with author and reason that is listed and undone like others', async () => {
    const api = await curator()
    expect(await wordsNow()).toEqual([['Space Trading', ['a']]])
    const { data } = await api.v1.words.post(SPACE)
    const word = { kind: 'genre', word: 'space-trading', source: null, slug: 'simulation' }
    expect(data).toMatchObject({
      kind: 'word',
      author: 'cli',
      reason: 'It simulates trade.',
      rules: [],
      lock: null,
      word,
    })
    expect(await genresNow(api)).toEqual(['simulation'])
    expect(await wordsNow()).toEqual([])
    const listed = await api.v1.decisions.get({ query: { kind: 'word', state: 'active' } })
    expect(listed.data?.items).toMatchObject([{ id: data?.id, word }])
    expect((await api.v1.decisions({ id: data?.id ?? '' }).undo.post()).status).toBe(200)
    expect(await genresNow(api)).toEqual([])
    expect(await wordsNow()).toEqual([['Space Trading', ['a']]])
  })

  test('says it for one source', async () => {
    const api = await curator()
    const { data } = await api.v1.words.post({ ...SPACE, source: 'a' })
    expect(data?.word?.source).toBe('a')
    expect(await genresNow(api)).toEqual(['simulation'])
    await api.v1.decisions({ id: data?.id ?? '' }).undo.post()
  })

  test('refuses a meaning that the vocabulary lacks, a source that is none, and a word without a letter', async () => {
    const api = await curator()
    for (const [change, name] of [
      [{ slug: 'nothing' }, 'slug'],
      [{ source: 'nobody' }, 'source'],
      [{ source: '' }, 'source'],
      [{ word: '?!' }, 'word'],
    ] as const)
      expect((await api.v1.words.post({ ...SPACE, ...change })).error).toMatchObject({
        status: 422,
        value: { code: 'invalid_request', errors: [{ in: 'body', name }] },
      })
    await stores.db.execute(sql`delete from decision`)
  })

  test('refuses what holds already, and is for curators only', async () => {
    const api = await curator()
    expect((await api.v1.words.post(SPACE)).status).toBe(200)
    expect((await api.v1.words.post({ ...SPACE, word: 'Space Trading' })).error).toMatchObject({
      status: 409,
      value: { code: 'decided_already' },
    })
    const reader = await createTestClient(stores, { scope: 'read' })
    expect((await reader.v1.words.post(SPACE)).status as number).toBe(403)
  })
})
