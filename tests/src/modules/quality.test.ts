import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { planSample } from '#db/quality/sample'
import { createTestClient } from '#tests/support/client'
import { loadDoubts } from '#tests/support/doubts'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

const released = (date: string, precision: 'day' | 'year') => ({ released: { date, precision } })
const game = (key: string, title: string, more: object = {}): Given => ({ key, title, ...more })

const A = [
  game('elite', 'Elite', { ...released('1984-09-20', 'day'), genres: ['simulation'], critics: { value: 90 } }),
  game('doom', 'Doom', { ...released('1993-12-10', 'day'), critics: { value: 95 } }),
  game('ultima', 'Ultima'),
]
const B = [
  game('elite', 'Elite', { ...released('1984-01-01', 'year'), genres: ['simulation'], critics: { value: 90 } }),
  game('doom', 'Doom', { ...released('1994-01-01', 'year'), critics: { value: 80 } }),
  game('myst', 'Myst', { unknown: { genres: ['Slideshow'], platforms: ['PC'] } }),
]

beforeEach(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('a', [A]))
  await load(stores, memorySource('b', [B]))
})
afterEach(() => stores[Symbol.asyncDispose]())

const read = async () => {
  const { data } = await (await createTestClient(stores)).v1.quality.get()
  if (!data) throw new Error('there are figures')
  return data
}

describe('GET /v1/quality', () => {
  test('says how often each field is stated, by any source and by each', async () => {
    const { sample, completeness } = await read()
    expect(sample).toEqual({ games: 4, of: 4, whole: true })
    const of = (field: string) => completeness.find((each) => each.field === field)
    expect(of('title')).toMatchObject({ games: 4, share: 1 })
    expect(of('genres')).toEqual({
      field: 'genres',
      games: 1,
      share: 0.25,
      sources: [
        { source: 'a', games: 1, share: 0.3333 },
        { source: 'b', games: 1, share: 0.3333 },
      ],
    })
    expect(of('score.critics')).toMatchObject({ games: 2, share: 0.5 })
    expect(of('summary')).toMatchObject({ games: 0, share: 0 })
  })

  test('says how often two sources state different values; a year agrees with a day of it', async () => {
    const { disagreements } = await read()
    expect(disagreements).toEqual([
      { field: 'released', one: 'a', other: 'b', games: 2, differ: 1, share: 0.5 },
      { field: 'score.critics', one: 'a', other: 'b', games: 2, differ: 1, share: 0.5 },
      { field: 'title', one: 'a', other: 'b', games: 2, differ: 0, share: 0 },
    ])
  })

  test('says how many of the fields that a source states it won', async () => {
    const { wins } = await read()
    const [a, b] = [wins.find(({ source }) => source === 'a'), wins.find(({ source }) => source === 'b')]
    const api = await createTestClient(stores)
    const answers = await Promise.all(
      ['elite', 'doom', 'ultima'].map((slug) => api.v1.games({ slug }).provenance.get()),
    )
    const isOfA = ({ source }: { source: string }) => source === 'a'
    const fields = answers.flatMap(({ data }) => Object.values(data ?? {}))
    const won = fields.filter(({ winners }) => winners.some(isOfA)).length
    const stated = fields.filter(({ winners, losers }) => [...winners, ...losers].some(isOfA)).length
    expect(a).toEqual({ source: 'a', stated, won, share: Math.round((won / stated) * 10_000) / 10_000 })
    expect(won + (b?.won ?? 0)).toBeLessThan(stated + (b?.stated ?? 0))
  })

  test('says when each source was loaded, what is open in review, and which words nobody could name', async () => {
    await loadDoubts(stores, 3)
    const { freshness, doubts, words, madeAt } = await read()
    expect(freshness.map(({ source, lastRun, ageDays }) => [source, lastRun?.status, ageDays])).toEqual([
      ['a', 'done', 0],
      ['b', 'done', 0],
    ])
    expect(doubts).toEqual([
      { band: 'match', pairs: 3 },
      { band: 'review', pairs: 0 },
    ])
    expect(words).toEqual({ total: 0, items: [] })
    expect(Date.parse(madeAt)).toBeGreaterThan(0)
  })

  test('leaves out words that the vocabulary knows by now', async () => {
    expect((await read()).words).toEqual({
      total: 1,
      items: [{ kind: 'genre', word: 'Slideshow', records: 1, sources: ['b'] }],
    })
  })

  test('is that of an empty catalogue too', async () => {
    await using empty = await createTestStores()
    const { data } = await (await createTestClient(empty)).v1.quality.get()
    expect(data).toMatchObject({ sample: { games: 0, of: 0, whole: true }, disagreements: [], freshness: [] })
  })
})

test('a sample of a larger catalogue is a part of it, always the same', async () => {
  await loadDoubts(stores, 100)
  const [one, other] = [await planSample(stores.db, 50), await planSample(stores.db, 50)]
  expect(one).toEqual(other)
  expect(one.of).toBeGreaterThan(190)
  expect(one.games).toBeLessThan(110)
  expect(one.games).toBeGreaterThan(10)
})
