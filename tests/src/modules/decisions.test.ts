import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { MATCH_LOCK } from '#db/match/lock'
import { listSources } from '#db/source/queries'
import { forgetRecords } from '#seed/pipeline/forget'
import { silent } from '#seed/pipeline/progress'
import { ask, createTestApp, createTestClient, testToken } from '#tests/support/client'
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

const overrides = (api: Client, slug: string, field: string) => api.v1.games({ slug }).overrides({ field })

describe('PUT and DELETE /v1/games/{slug}/overrides/{field}', () => {
  test('override a field, with author and reason in the provenance, and remove the override', async () => {
    const api = await curator()
    const fixed = await overrides(api, 'elite', 'score.critics').put({ value: 87, reason: 'on the box' })
    expect(fixed.data).toMatchObject({ kind: 'override', author: 'cli', reason: 'on the box', undoneAt: null })
    expect((await api.v1.games({ slug: 'elite' }).get({ query: {} })).data?.score?.critics).toBe(87)
    const provenance = await api.v1.games({ slug: 'elite' }).provenance.get()
    expect(provenance.data?.['score.critics']).toMatchObject({ rule: 'lock', lock: { author: 'cli', value: 87 } })
    expect((await overrides(api, 'elite', 'score.critics').delete()).data?.undoneBy).toBe('cli')
    expect((await api.v1.games({ slug: 'elite' }).get({ query: {} })).data?.score).toBeNull()
  })

  test('accept a reason in any script, but none that Postgres cannot store', async () => {
    const api = await curator()
    const because = async (reason: string) =>
      (await overrides(api, 'doom', 'summary').put({ value: 'x', reason })).status
    expect(await because('箱の裏 📦')).toBe(200)
    expect(await because('a\0b')).toBe(422)
    expect(await because('\ud83d')).toBe(422)
  })

  test('refuse an unknown field, an invalid value, an unknown game, and the removal of an override that does not exist', async () => {
    const api = await curator()
    expect((await overrides(api, 'elite', 'titel').put({ value: 'x' })).error).toMatchObject({
      status: 422,
      value: { code: 'invalid_request', detail: expect.stringContaining('did you mean title?') },
    })
    expect((await overrides(api, 'elite', 'score.critics').put({ value: 'high' })).error?.status).toBe(422)
    expect((await overrides(api, 'nothing', 'title').put({ value: 'x' })).error).toMatchObject({
      status: 404,
      value: { code: 'no_such_game' },
    })
    expect((await overrides(api, 'elite', 'title').delete()).error).toMatchObject({
      status: 404,
      value: { code: 'no_such_decision' },
    })
  })
})

describe('POST /v1/games/{slug}/merge and /split', () => {
  test('merge two games, so that one slug redirects to the other, and undo it', async () => {
    const api = await curator()
    const merged = await api.v1.games({ slug: 'ultima' }).merge.post({ with: 'doom' })
    expect(merged.data).toMatchObject({ kind: 'merge', rules: [{ kind: 'must_link' }] })
    expect((await api.v1.games({ slug: 'ultima' }).get({ query: {} })).status).toBe(308)
    expect((await api.v1.games({ slug: 'doom' }).merge.post({ with: 'ultima' })).error).toMatchObject({
      status: 409,
      value: { code: 'decided_already' },
    })
    expect((await api.v1.decisions({ id: merged.data?.id ?? '' }).undo.post()).data?.undoneBy).toBe('cli')
    expect((await api.v1.games({ slug: 'ultima' }).get({ query: {} })).status).toBe(200)
  })

  test('split a game by its records, and name the decision that a merge would contradict', async () => {
    const api = await curator()
    const records = (await api.v1.games({ slug: 'elite' }).records.get()).data?.items ?? []
    const taken = records.slice(1).map(({ source, dataset, key }) => ({ source, dataset, key }))
    const split = await api.v1.games({ slug: 'elite' }).split.post({ records: taken })
    expect(split.data?.kind).toBe('split')
    expect((await api.v1.games({ slug: 'elite' }).records.get()).data?.items).toHaveLength(1)
    const other = await otherElite()
    expect((await api.v1.games({ slug: 'elite' }).merge.post({ with: other })).error).toMatchObject({
      status: 409,
      value: { code: 'contradicted', detail: expect.stringContaining(split.data?.id ?? 'an id') },
    })
  })

  test('refuse a split that would leave no record, or that names unknown records', async () => {
    const api = await curator()
    const split = (keys: string[]) =>
      api.v1.games({ slug: 'doom' }).split.post({ records: keys.map((key) => ({ source: 'a', dataset: 'a', key })) })
    expect((await split(['doom'])).error).toMatchObject({ status: 409, value: { code: 'empty_game' } })
    expect((await split(['elite'])).error).toMatchObject({ status: 404, value: { code: 'no_such_record' } })
    expect((await split([])).error).toMatchObject({ status: 422, value: { code: 'invalid_request' } })
  })

  test('carry out concurrent decisions one after the other', async () => {
    const api = await curator()
    const asked = ['one', 'two', 'three', 'four'].map((value) => overrides(api, 'doom', 'summary').put({ value }))
    for (const { status } of await Promise.all(asked)) expect(status).toBe(200)
    const { data } = await api.v1.decisions.get({ query: {} })
    expect((await api.v1.games({ slug: 'doom' }).get({ query: {} })).data?.summary).toBe(
      String(data?.items[0]?.lock?.value),
    )
  })

  test('give 503 with Retry-After while a run is being matched', async () => {
    const api = await curator()
    const answer = await stores.exclusively(MATCH_LOCK, () =>
      api.v1.games({ slug: 'ultima' }).merge.post({ with: 'doom' }),
    )
    if (answer === 'taken') throw new Error('the lock was free')
    expect(answer.error).toMatchObject({ status: 503, value: { code: 'matching' } })
    expect(answer.headers.get('retry-after')).toBe('10')
  })
})

async function otherElite(): Promise<string> {
  const api = await curator()
  const page = await api.v1.games.get({ query: {} })
  return page.data?.items.find(({ title, slug }) => title === 'Elite' && slug !== 'elite')?.slug ?? ''
}

test('GET /v1/decisions lists every decision once, newest first, page by page', async () => {
  const api = await curator()
  for (const value of ['one', 'two', 'three']) await overrides(api, 'doom', 'summary').put({ value })
  const seen: unknown[] = []
  for (let cursor: string | undefined; ; ) {
    const { data } = await api.v1.decisions.get({ query: { limit: 2, ...(cursor && { cursor }) } })
    seen.push(...(data?.items ?? []).map(({ lock }) => lock?.value))
    if (!data?.next) break
    cursor = data.next
  }
  expect(seen).toEqual(['three', 'two', 'one'])
  expect((await api.v1.decisions.get({ query: { cursor: 'x' } })).error?.status).toBe(400)
})

describe('GET /v1/decisions', () => {
  test('keeps the decisions on a game, of an author, of kinds, active or undone, and since an instant', async () => {
    const api = await curator()
    const merged = (await api.v1.games({ slug: 'ultima' }).merge.post({ with: 'doom' })).data?.id ?? ''
    const summary = (await overrides(api, 'doom', 'summary').put({ value: 'x' })).data?.id ?? ''
    const title = (await overrides(api, 'elite', 'title').put({ value: 'Elite!' })).data?.id ?? ''
    await api.v1.decisions({ id: title }).undo.post()
    const found = async (query: NonNullable<NonNullable<Parameters<typeof api.v1.decisions.get>[0]>['query']>) =>
      (await api.v1.decisions.get({ query })).data?.items.map(({ id }) => id)
    expect(await found({})).toEqual([title, summary, merged])
    expect(await found({ game: 'doom' })).toEqual([summary, merged])
    expect(await found({ game: 'ultima' })).toEqual([summary, merged])
    expect(await found({ game: 'elite' })).toEqual([title])
    expect(await found({ kind: 'override' })).toEqual([title, summary])
    expect(await found({ kind: 'merge,split' })).toEqual([merged])
    expect(await found({ state: 'undone' })).toEqual([title])
    expect(await found({ state: 'active', game: 'doom', kind: 'override' })).toEqual([summary])
    expect(await found({ author: 'cli' })).toHaveLength(3)
    expect(await found({ author: 'nobody' })).toEqual([])
    expect(await found({ since: '2999-01-01' })).toEqual([])
    expect(await found({ since: '2000-01-01' })).toHaveLength(3)
  })

  test('names the records of each decision with their titles and games of today, also those that are gone', async () => {
    const api = await curator()
    await api.v1.games({ slug: 'ultima' }).merge.post({ with: 'doom' })
    await overrides(api, 'elite', 'title').put({ value: 'Elite!' })
    const namesOf = async () =>
      (await api.v1.decisions.get({ query: {} })).data?.items.map(({ records }) =>
        records.map(({ source, key, title, game: slug }) => [source, key, title, slug]),
      )
    expect(await namesOf()).toEqual([
      [['a', 'elite', 'Elite', 'elite']],
      [
        ['b', 'ultima', 'Ultima', 'doom'],
        ['a', 'doom', 'Doom', 'doom'],
      ],
    ])
    const [b] = (await listSources(stores.db)).filter(({ slug }) => slug === 'b')
    const selection = { sourceId: b?.id ?? 0 }
    const { signal } = new AbortController()
    await forgetRecords({ stores, source: 'b', selection, total: 0, signal, progress: silent })
    expect((await namesOf())?.[1]?.[0]).toEqual(['b', 'ultima', null, null])
  })

  test.each([
    ['game=nobody', 'game', 'slug'],
    ['kind=marge', 'kind', 'merge'],
    ['state=open', 'state', 'undone'],
    ['since=2026-04-31', 'since', 'ISO 8601'],
    ['author=', 'author', ''],
    ['limit=0', 'limit', '100'],
  ])('refuses %s with 422 that says what is right', async (query, name, right) => {
    const headers = { authorization: `Bearer ${await testToken('curate')}` }
    const response = await ask(createTestApp(stores), `/v1/decisions?${query}`, { headers })
    expect(response.status).toBe(422)
    const { errors } = (await response.json()) as { errors: { name: string; expected: string }[] } // safe: every 422 is a problem
    expect(errors.map((error) => error.name)).toEqual([name])
    expect(errors[0]?.expected).toContain(right)
  })
})

describe('GET and POST /v1/review', () => {
  /** Stores a review pair. Those that the matcher finds are tested with the matcher. */
  async function insertReview(): Promise<number> {
    await stores.db.execute(sql`insert into match_review (one_record, other_record, score, evidence)
      select min(id), max(id), 5, '[{"field":"title","says":"title differs","weight":-1}]' from source_record`)
    return 1
  }

  test('list reviews with their evidence, and accept a verdict', async () => {
    await insertReview()
    const api = await curator()
    const { data } = await api.v1.review.get({ query: {} })
    expect(data?.items).toMatchObject([
      { score: 5, one: { title: 'Elite', game: 'elite' }, other: { title: 'Ultima', game: 'ultima' } },
    ])
    const id = data?.items[0]?.id ?? 0
    expect((await api.v1.review({ id }).post({ verdict: 'same', reason: 'a port' })).data).toMatchObject({
      kind: 'link',
      reason: 'a port',
    })
    expect((await api.v1.games({ slug: 'ultima' }).get({ query: {} })).status).toBe(308)
    expect((await api.v1.review({ id }).post({ verdict: 'same' })).error).toMatchObject({
      status: 404,
      value: { code: 'no_such_review' },
    })
  })

  test('no longer list a review that a person has decided', async () => {
    await insertReview()
    const api = await curator()
    const [review] = (await api.v1.review.get({ query: {} })).data?.items ?? []
    expect((await api.v1.review({ id: review?.id ?? 0 }).post({ verdict: 'different' })).data?.kind).toBe('unlink')
    expect((await api.v1.review.get({ query: {} })).data?.items).toEqual([])
  })
})
