import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { createTestClient } from '#tests/support/client'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

const game = (key: string, title: string, more: object = {}): Given => ({ key, title, ...more })

beforeEach(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('a', [[game('elite', 'Elite', { summary: 'From a.' }), game('doom', 'Doom')]], 80))
  await load(stores, memorySource('b', [[game('elite', 'Elite'), game('ultima', 'Ultima')]], 50))
})
afterEach(() => stores[Symbol.asyncDispose]())

const curator = () => createTestClient(stores, { scope: 'read curate' })
type Client = Awaited<ReturnType<typeof curator>>

/** The events of a game, the newest first, in a few words each. */
async function told(api: Client, slug: string): Promise<string[]> {
  const { data } = await api.v1.games({ slug }).history.get({ query: {} })
  return (data?.items ?? []).map(({ kind, game, other, decision }) =>
    [kind, game, other && `-> ${other}`, decision && `${decision.kind} by ${decision.author}`]
      .filter(Boolean)
      .join(' '),
  )
}

describe('GET /v1/games/{slug}/history', () => {
  test('tells how a game and those merged into it were made, and who decided it, newest first', async () => {
    const api = await curator()
    await api.v1.games({ slug: 'ultima' }).merge.post({ with: 'doom' })
    await api.v1.games({ slug: 'doom' }).overrides({ field: 'title' }).put({ value: 'Doom Ultima', reason: 'a joke' })
    const expected = [
      'decided override by cli',
      'decided merge by cli',
      'merged ultima -> doom merge by cli',
      'created ultima',
      'created doom',
    ]
    expect(await told(api, 'doom')).toEqual(expected)
    expect(await told(api, 'ultima')).toEqual(expected)
    expect(await told(api, 'elite')).toEqual(['created elite'])
  })

  test('keeps what was undone, and tells both sides of a split', async () => {
    const api = await curator()
    const merge = (await api.v1.games({ slug: 'ultima' }).merge.post({ with: 'doom' })).data?.id ?? ''
    await api.v1.decisions({ id: merge }).undo.post()
    expect(await told(api, 'doom')).toEqual([
      'decided merge by cli',
      'merged ultima -> doom merge by cli',
      'created doom',
    ])
    const { data } = await api.v1.games({ slug: 'doom' }).history.get({ query: {} })
    expect(data?.items[0]?.decision).toMatchObject({ id: merge, undoneBy: 'cli' })
    await api.v1.games({ slug: 'elite' }).split.post({ records: [{ source: 'b', dataset: 'b', key: 'elite' }] })
    expect((await told(api, 'elite'))[1]).toMatch(/^split \S+ -> elite split by cli$/)
  })

  test('has each event once, page by page, and refuses the cursor of another game', async () => {
    const api = await curator()
    for (const value of ['one', 'two', 'three'])
      await api.v1.games({ slug: 'doom' }).overrides({ field: 'summary' }).put({ value })
    const whole = await told(api, 'doom')
    expect(whole).toHaveLength(4)
    const seen: unknown[] = []
    let last = ''
    for (let cursor: string | undefined; ; ) {
      const { data } = await api.v1
        .games({ slug: 'doom' })
        .history.get({ query: { limit: 1, ...(cursor && { cursor }) } })
      seen.push(...(data?.items ?? []).map(({ at }) => at))
      if (!data?.next) break
      last = cursor = data.next
    }
    expect(seen).toHaveLength(4)
    expect(seen).toEqual(seen.toSorted().reverse())
    const other = await api.v1.games({ slug: 'elite' }).history.get({ query: { cursor: last } })
    expect(other.error).toMatchObject({ status: 400, value: { code: 'bad_cursor' } })
  })

  test('is 404 for a game that does not exist', async () => {
    const { error } = await (await curator()).v1.games({ slug: 'nobody' }).history.get({ query: {} })
    expect(error).toMatchObject({ status: 404, value: { code: 'no_such_game' } })
  })
})

describe('GET /v1/games/{slug}/records', () => {
  test('has the values of each record, under the licence of its source, only if they are asked for', async () => {
    const api = await createTestClient(stores)
    const records = api.v1.games({ slug: 'elite' }).records
    const plain = (await records.get({ query: {} })).data?.items ?? []
    expect(plain.map((record) => Object.keys(record))).toEqual(
      Array(2).fill(['source', 'dataset', 'key', 'score', 'evidence', 'removedAt']),
    )
    const whole = (await records.get({ query: { include: 'values' } })).data?.items
    expect(whole?.map(({ source, values, licence }) => ({ source, values, licence }))).toEqual([
      { source: 'a', values: { title: 'Elite', summary: 'From a.' }, licence: 'CC0-1.0' },
      { source: 'b', values: { title: 'Elite' }, licence: 'CC0-1.0' },
    ])
  })
})
