import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { ask, createTestApp, createTestClient, testToken } from '#tests/support/client'
import { loadDoubts } from '#tests/support/doubts'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeEach(async () => {
  stores = await createTestStores()
  await loadDoubts(stores, 6)
})
afterEach(() => stores[Symbol.asyncDispose]())

const curator = () => createTestClient(stores, { scope: 'read curate' })
type Client = Awaited<ReturnType<typeof curator>>

const list = async (api: Client, query = {}) => (await api.v1.review.get({ query: { limit: 100, ...query } })).data
const idsOf = async (api: Client, query = {}) => ((await list(api, query))?.items ?? []).map(({ id }) => id)

describe('GET /v1/review', () => {
  test('counts all pairs that pass the filters, on every page', async () => {
    const api = await curator()
    const first = (await api.v1.review.get({ query: { limit: 4 } })).data
    expect(first?.total).toEqual({ value: 6, exact: true })
    const second = (await api.v1.review.get({ query: { limit: 4, cursor: first?.next ?? '' } })).data
    expect(second).toMatchObject({ total: { value: 6, exact: true }, next: null })
    expect(second?.items).toHaveLength(2)
  })

  test('filters by source, band and evidence', async () => {
    const api = await curator()
    await load(stores, memorySource('c', [[{ key: 'x', title: 'Zoological Architects' }]]))
    await load(stores, memorySource('d', [[{ key: 'x', title: 'Zoologcal Architects' }]]))
    const values = async (query: object) => (await list(api, query))?.total.value
    expect(await values({})).toBe(7)
    expect(await values({ source: 'c' })).toBe(1)
    expect(await values({ source: 'c,b' })).toBe(7)
    expect(await values({ evidence: 'title_typo' })).toBe(7)
    expect(await values({ evidence: 'title_stem,year_apart' })).toBe(0)
    expect(await values({ source: 'd', evidence: 'title_typo,year_apart' })).toBe(1)
    const bands = [await values({ band: 'match' }), await values({ band: 'review' })]
    expect((bands[0] ?? 0) + (bands[1] ?? 0)).toBe(7)
    expect(await values({ band: 'match,review' })).toBe(7)
  })

  test('shows evidence as a code and values beside the sentence', async () => {
    const pair = (await list(await curator()))?.items.find(({ one }) => one.key === 'a0')
    expect(pair?.evidence).toMatchObject([
      {
        code: 'title_typo',
        field: 'title',
        says: 'title equal but for one typo',
        values: { one: 'Amber Adventure Architects', other: 'Amber Advenure Architects' },
      },
    ])
  })

  test.each([
    ['band=macth', 'band', 'match'],
    ['evidence=title_tpyo', 'evidence', 'title_typo'],
    ['evidence=title_typo,title_typo', 'evidence', ''],
    ['source=nobody', 'source', '/v1/sources'],
    ['score=9', null, ''],
  ])('refuses %s with 422', async (query, name, near) => {
    const headers = { authorization: `Bearer ${await testToken('curate')}` }
    const response = await ask(createTestApp(stores), `/v1/review?${query}`, { headers })
    const problem = (await response.json()) as { detail: string; errors: { name: string | null }[] } // safe: a problem
    expect([response.status, ...problem.errors.map((error) => error.name)]).toEqual([422, name])
    expect(problem.detail).toContain(near)
  })

  test('refuses a cursor of other filters', async () => {
    const api = await curator()
    const cursor = (await api.v1.review.get({ query: { limit: 2, source: 'a' } })).data?.next ?? ''
    const other = await api.v1.review.get({ query: { limit: 2, source: 'b', cursor } })
    expect(other.error).toMatchObject({ status: 400, value: { code: 'bad_cursor' } })
  })
})

describe('GET /v1/review/{id}', () => {
  test('previews what each verdict would make, and the verdict makes it', async () => {
    const api = await curator()
    const id = (await list(api))?.items.find(({ one }) => one.key === 'a0')?.id ?? 0
    const { data } = await api.v1.review({ id }).get()
    const games = [
      { slug: 'amber-adventure-architects', title: 'Amber Adventure Architects', records: 1 },
      { slug: 'amber-advenure-architects', title: 'Amber Advenure Architects', records: 1 },
    ]
    expect(data).toMatchObject({
      id,
      state: 'open',
      decision: null,
      preview: {
        same: { merges: games, into: { slug: 'amber-adventure-architects', records: 2 } },
        different: { leaves: games },
      },
    })
    await api.v1.review({ id }).post({ verdict: 'same' })
    const { slug, title } = data?.preview?.same.into ?? { slug: '', title: '' }
    expect((await api.v1.games({ slug }).get({ query: {} })).data).toMatchObject({ slug, title })
  })

  test('says which verdict settled it; undoing it opens the pair again under the same id', async () => {
    const api = await curator()
    for (const verdict of ['same', 'different'] as const) {
      const [id = 0] = await idsOf(api)
      const before = (await api.v1.review({ id }).get()).data
      const decision = (await api.v1.review({ id }).post({ verdict })).data?.id ?? ''
      expect((await api.v1.review({ id }).get()).data).toMatchObject({
        ...before,
        version: expect.any(String),
        one: { key: before?.one.key },
        other: { key: before?.other.key },
        state: 'decided',
        decision: { id: decision, verdict },
        preview: null,
      })
      await api.v1.decisions({ id: decision }).undo.post()
      expect((await api.v1.review({ id }).get()).data).toEqual(before)
      expect(await idsOf(api)).toContain(id)
    }
  })

  test('says that a pair is gone when its records are no longer in doubt, and opens it when they are again', async () => {
    const api = await curator()
    const id = (await list(api))?.items.find(({ one }) => one.key === 'a0')?.id ?? 0
    const rename = (title: string) => load(stores, memorySource('a', [[{ key: 'a0', title } satisfies Given]]))
    await rename('Something Else Entirely')
    expect((await api.v1.review({ id }).get()).data).toMatchObject({ state: 'gone', decision: null, preview: null })
    expect((await api.v1.review({ id }).post({ verdict: 'same' })).error?.status).toBe(404)
    await rename('Amber Adventure Architects')
    expect((await api.v1.review({ id }).get()).data).toMatchObject({ state: 'open' })
  })

  test('is 404 for an id that no pair has had', async () => {
    const { error } = await (await curator()).v1.review({ id: 999_999 }).get()
    expect(error).toMatchObject({ status: 404, value: { code: 'no_such_review' } })
  })
})

describe('POST /v1/review with verdicts', () => {
  test('decides each, as one decision that is undone as one', async () => {
    const api = await curator()
    const before = await catalogueHash(stores.db)
    const ids = await idsOf(api)
    const verdicts = ids.map((id, at) => ({ id, verdict: at % 2 === 0 ? ('same' as const) : ('different' as const) }))
    const { data } = await api.v1.review.post({ verdicts, reason: 'looked at each' })
    const batch = data?.batch ?? ''
    expect(data).toEqual({
      batch,
      decided: 6,
      refused: 0,
      items: ids.map((id) => ({ id, status: 'decided', decision: batch })),
    })
    expect((await list(api))?.total.value).toBe(0)
    expect((await api.v1.decisions.get({ query: { kind: 'review' } })).data?.items).toMatchObject([
      { id: batch, kind: 'review', author: 'cli', reason: 'looked at each' },
    ])
    expect((await api.v1.review({ id: ids[0] ?? 0 }).get()).data).toMatchObject({
      state: 'decided',
      decision: { id: batch, verdict: 'same' },
    })
    expect((await api.v1.decisions({ id: batch }).undo.post()).status).toBe(200)
    expect(await idsOf(api)).toEqual(ids)
    expect(await catalogueHash(stores.db)).toBe(before)
  })

  test('refuses item by item what changed meanwhile, and decides the rest', async () => {
    const api = await curator()
    const items = (await list(api))?.items ?? []
    const [settled, gone, changed, fine] = ['a0', 'a1', 'a2', 'a3'].map((key) =>
      items.find(({ one }) => one.key === key),
    )
    if (!settled || !gone || !changed || !fine) throw new Error('there are six pairs')
    const earlier = (await api.v1.review({ id: settled.id }).post({ verdict: 'different' })).data?.id
    await load(
      stores,
      memorySource('a', [
        [
          { key: 'a1', title: 'Something Else Entirely' },
          { key: 'a2', title: changed.one.title, summary: 'More is known.' },
        ],
      ]),
    )
    const verdict = 'same' as const
    const sent = [
      { id: settled.id, verdict },
      { id: gone.id, verdict },
      { id: changed.id, verdict, version: changed.version },
      { id: fine.id, verdict, version: fine.version },
      { id: fine.id, verdict: 'different' as const },
      { id: 999_999, verdict },
    ]
    const { data } = await api.v1.review.post({ verdicts: sent })
    const batch = data?.batch ?? null
    expect(data?.items).toEqual([
      { id: settled.id, status: 'decided_already', decision: earlier ?? null },
      { id: gone.id, status: 'gone', decision: null },
      { id: changed.id, status: 'changed', decision: null },
      { id: fine.id, status: 'decided', decision: batch },
      { id: fine.id, status: 'repeated', decision: null },
      { id: 999_999, status: 'no_such_review', decision: null },
    ])
    expect(batch).toEqual(expect.any(String))
  })

  test('refuses a verdict that contradicts an earlier one of the request', async () => {
    const api = await curator()
    const triangle = (['a', 'b', 'c'] as const).map((name) =>
      memorySource(name, [[{ key: 'z', title: `Zoologi${{ a: 'x', b: 'y', c: 'z' }[name]}al Architects` }]]),
    )
    for (const source of triangle) await load(stores, source)
    const items = ((await list(api))?.items ?? []).filter(({ one }) => one.key === 'z')
    expect(items).toHaveLength(3)
    const [ab, bc, ac] = items.map(({ id }) => id)
    const { data } = await api.v1.review.post({
      verdicts: [
        { id: ab ?? 0, verdict: 'same' },
        { id: bc ?? 0, verdict: 'same' },
        { id: ac ?? 0, verdict: 'different' },
      ],
    })
    expect(data?.items.map(({ status }) => status)).toEqual(['decided', 'decided', 'contradicted'])
  })

  test('makes no decision if no verdict can be carried out', async () => {
    const api = await curator()
    const { data } = await api.v1.review.post({ verdicts: [{ id: 999_999, verdict: 'same' }] })
    expect(data).toMatchObject({ batch: null, decided: 0, refused: 1 })
    expect((await api.v1.decisions.get({ query: {} })).data?.items).toEqual([])
  })
})

describe('POST /v1/review with a condition', () => {
  test('decides every pair that passes it once their number is confirmed', async () => {
    const api = await curator()
    const before = await catalogueHash(stores.db)
    const ids = await idsOf(api)
    const where = { source: ['a'], evidence: ['title_typo' as const] }
    const wrong = await api.v1.review.post({ where, verdict: 'same', expected: 5 })
    expect(wrong.error).toMatchObject({
      status: 409,
      value: { code: 'unconfirmed', detail: expect.stringContaining('6 open pairs') },
    })
    expect(await catalogueHash(stores.db)).toBe(before)
    const { data } = await api.v1.review.post({ where, verdict: 'same', expected: 6 })
    expect(data).toMatchObject({ decided: 6, refused: 0 })
    await api.v1.decisions({ id: data?.batch ?? '' }).undo.post()
    expect(await idsOf(api)).toEqual(ids)
    expect(await catalogueHash(stores.db)).toBe(before)
  })

  test.each([
    [{ where: {}, verdict: 'same' }, 'expected: it is missing'],
    [{ where: { bands: ['match'] }, verdict: 'same', expected: 1 }, 'did you mean band?'],
    [{ where: { band: ['mtach'] }, verdict: 'same', expected: 1 }, 'did you mean match?'],
    [{ where: { source: ['nobody'] }, verdict: 'same', expected: 0 }, '/v1/sources'],
    [{ where: {}, verdict: 'smae', expected: 1 }, 'did you mean same?'],
    [{ verdicts: [] }, 'verdicts: it has 0 items'],
    [{ verdicts: [{ id: 1, verdict: 'same' }], where: {} }, 'not known'],
    [{ verdicts: [{ id: '1', verdict: 'same' }] }, 'its item 1: its member id'],
    [{}, 'verdicts: it is missing'],
    [{ verdicts: Array(501).fill({ id: 1 }) }, 'verdicts: it has 501 items'],
  ])('refuses a wrong body with 422 (%#)', async (body, says) => {
    const response = await ask(createTestApp(stores), '/v1/review', {
      method: 'POST',
      headers: { authorization: `Bearer ${await testToken('curate')}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const { detail } = (await response.json()) as { detail: string } // safe: a problem
    expect([response.status, detail]).toEqual([422, expect.stringContaining(says)])
  })
})
