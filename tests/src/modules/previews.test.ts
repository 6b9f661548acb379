import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { createTestClient } from '#tests/support/client'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

const game = (key: string, title: string, more: object = {}): Given => ({ key, title, ...more })
const release = (platform: string, date: string) => ({ platform, released: { date, precision: 'day' as const } })

const ELITE = game('elite', 'Elite', {
  summary: 'From a.',
  releases: [release('pc', '1984-09-20')],
  series: ['Elite'],
  critics: { value: 90 },
})
const DOOM = game('doom', 'Doom', { cover: 'https://example.org/doom.png', developers: ['id Software'] })

beforeEach(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('a', [[ELITE, DOOM]], 80))
  await load(
    stores,
    memorySource('b', [[game('elite', 'Elite', { summary: 'From b.' }), game('ultima', 'Ultima')]], 50),
  )
})
afterEach(() => stores[Symbol.asyncDispose]())

const curator = () => createTestClient(stores, { scope: 'read curate' })
const SECOND = { source: 'b', dataset: 'b', key: 'elite' }

describe('POST /v1/games/{slug}/merge/preview, /split/preview and /overrides/{field}/preview', () => {
  test('tell what a merge would make, and change nothing', async () => {
    const api = await curator()
    const before = await catalogueHash(stores.db)
    const { data } = await api.v1.games({ slug: 'ultima' }).merge.preview.post({ with: 'doom' })
    expect(data?.before.map(({ slug, records }) => [slug, records])).toEqual([
      ['doom', 1],
      ['ultima', 1],
    ])
    expect(data?.after).toMatchObject([
      {
        slug: 'doom',
        records: 2,
        title: 'Doom',
        cover: { url: 'https://example.org/doom.png', source: 'a' },
        companies: [{ slug: 'id-software', name: 'id Software', role: 'developer' }],
        alternativeNames: ['Ultima'],
        score: null,
      },
    ])
    expect(await catalogueHash(stores.db)).toBe(before)
  })

  test('tell what becomes of each half of a split, the new one without a slug', async () => {
    const api = await curator()
    const { data } = await api.v1.games({ slug: 'elite' }).split.preview.post({ records: [SECOND] })
    expect(data?.before).toMatchObject([
      { slug: 'elite', records: 2, series: [{ slug: 'elite', name: 'Elite' }], score: { critics: 90, users: null } },
    ])
    expect(data?.after.map(({ slug, summary, platforms }) => [slug, summary, platforms])).toEqual([
      ['elite', 'From a.', ['pc']],
      [null, 'From b.', []],
    ])
  })

  test('tell what follows from an override', async () => {
    const api = await curator()
    const value = [{ region: 'eu', edition: null, released: { date: '1985-01-01', precision: 'month' } }]
    const preview = (field: string, given: unknown) =>
      api.v1.games({ slug: 'elite' }).overrides({ field }).preview.post({ value: given })
    const { data } = await preview('releases.pc', value)
    expect(data?.before).toMatchObject([{ year: 1984, releases: [{ region: null }] }])
    expect(data?.after).toMatchObject([{ slug: 'elite', year: 1985, releases: [{ platform: 'pc', region: 'eu' }] }])
    expect((await preview('score.critics', 87.25)).data?.after).toMatchObject([{ score: { critics: 87.3 } }])
    const related = await preview('related', [{ slug: 'doom', relation: 'dlc_of' }])
    expect(related.data?.after).toHaveLength(1)
  })

  test('tell companies as they are then stored, also ones that no record names', async () => {
    await load(
      stores,
      memorySource('c', [[game('quake', 'Quake', { developers: ['ID Software', 'id software'] })]], 90),
    )
    const api = await curator()
    const doom = api.v1.games({ slug: 'doom' })
    const value = [
      { name: 'ID Software', role: 'developer' as const },
      { name: 'Zed Works', role: 'publisher' as const },
    ]
    const { data } = await doom.overrides({ field: 'companies' }).preview.post({ value })
    expect(data?.before[0]?.companies).toEqual((await doom.get({ query: {} })).data?.companies ?? [])
    await doom.overrides({ field: 'companies' }).put({ value, reason: null })
    const stored = (await doom.get({ query: {} })).data?.companies
    expect(stored?.map(({ slug }) => slug)).toEqual(['id-software', 'zed-works'])
    expect(data?.after[0]?.companies).toEqual(stored ?? [])
  })

  test('refuse what the decision would be refused for', async () => {
    const api = await curator()
    const elite = api.v1.games({ slug: 'elite' })
    expect((await elite.merge.preview.post({ with: 'nothing' })).error).toMatchObject({ status: 404 })
    expect((await elite.merge.preview.post({ with: 'elite' })).error).toMatchObject({
      status: 409,
      value: { code: 'decided_already' },
    })
    expect((await elite.split.preview.post({ records: [{ ...SECOND, key: 'x' }] })).error?.status).toBe(404)
    const made = await elite.split.post({ records: [SECOND] })
    const parted = (await api.v1.games.get({ query: {} })).data?.items.find(({ slug }) => /^elite./.test(slug))
    expect((await elite.merge.preview.post({ with: parted?.slug ?? '' })).error).toMatchObject({
      status: 409,
      value: { code: 'contradicted', detail: expect.stringContaining(made.data?.id ?? 'no id') },
    })
    const { error } = await elite.overrides({ field: 'titel' }).preview.post({ value: 'x' })
    expect(error).toMatchObject({ status: 422, value: { detail: expect.stringContaining('did you mean title?') } })
    expect((await elite.overrides({ field: 'title' }).preview.post({ value: 5 })).error?.status).toBe(422)
    expect((await elite.overrides({ field: 'related' }).preview.post({ value: 'x' })).error?.status).toBe(422)
  })

  test('are for those who may decide', async () => {
    const reader = await createTestClient(stores, { scope: 'read' })
    expect((await reader.v1.games({ slug: 'elite' }).merge.preview.post({ with: 'doom' })).error?.status).toBe(403)
  })
})
