import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import { insertChanges } from '#db/change/write'
import { listSources } from '#db/source/queries'
import type { OpenOptions } from '#seed/contract/source'
import { forgetRecords } from '#seed/pipeline/forget'
import { silent } from '#seed/pipeline/progress'
import type { Client } from '#src/client/index'
import { ask, createTestApp, createTestClient, TEST_SECRET } from '#tests/support/client'
import { insertGames } from '#tests/support/games'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { scopeless } from '#tests/support/scopeless'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let api: Client

const game = (key: string, title: string, more: object = {}): Given => ({ key, title, ...more })
const A = memorySource('a', [[game('elite', 'Elite'), game('doom', 'Doom')]], 80)
const B = memorySource('b', [[game('elite', 'Elite', { summary: 'Space.' }), game('ultima', 'Ultima')]], 50)

async function open(): Promise<void> {
  stores = await createTestStores()
  api = await createTestClient(stores)
}
const close = () => stores[Symbol.asyncDispose]()

const curator = () => createTestClient(stores, { scope: 'read curate' })

/** Returns every change after a position, read in small pages. */
async function changesAfter(position?: string) {
  const items = []
  for (let after = position; ; ) {
    const { data } = await api.v1.changes.get({ query: { limit: 2, ...(after !== undefined && { after }) } })
    if (!data) throw new Error('the feed did not answer')
    items.push(...data.items)
    if (!data.more) return { items, next: data.next }
    after = data.next
  }
}

type Mirror = { position: string; games: Map<string, string> }

/** Makes a copy as docs/changes.md says: first the position in the feed, then every page of games. */
async function createMirror(): Promise<Mirror> {
  const start = await api.v1.changes.get({ query: { after: 'now' } })
  const games = new Map<string, string>()
  for (let cursor: string | undefined; ; ) {
    const { data } = await api.v1.games.get({ query: { limit: 2, ...(cursor && { cursor }) } })
    for (const { id, title } of data?.items ?? []) games.set(id, title)
    if (!data?.next) return { position: start.data?.next ?? '', games }
    cursor = data.next
  }
}

/** Brings a copy up to date as docs/changes.md says. */
async function follow({ position, games }: Mirror): Promise<Mirror> {
  const { items, next } = await changesAfter(position)
  for (const { kind, game } of items) {
    if (kind === 'merged' || kind === 'deleted') games.delete(game.id)
    else {
      const { data } = await api.v1.games({ slug: game.id }).get({ query: {} })
      if (data?.id === game.id) games.set(data.id, data.title)
    }
  }
  return { position: next, games }
}

describe('GET /v1/changes answers', () => {
  beforeEach(open)
  afterEach(close)

  test('the games of a list that was taken back as deleted, without a slug', async () => {
    await load(stores, A)
    const before = await createMirror()
    await load(stores, B)
    const after = await createMirror()
    const [b] = (await listSources(stores.db)).filter(({ slug }) => slug === 'b')
    const signal = new AbortController().signal
    await forgetRecords({
      stores,
      source: 'b',
      selection: { sourceId: b?.id ?? 0 },
      total: 0,
      signal,
      progress: silent,
    })
    const { items } = await changesAfter(after.position)
    expect(items.map(({ kind, game }) => [kind, game.slug])).toEqual([
      ['deleted', null],
      ['updated', 'elite'],
    ])
    expect((await follow(after)).games).toEqual(before.games)
    expect((await api.v1.games({ slug: 'ultima' }).get({ query: {} })).status).toBe(404)
  })

  test('a game that its last source no longer lists as updated, with the day', async () => {
    const all = [game('elite', 'Elite'), game('doom', 'Doom')]
    const complete = (records: Given[]) => {
      const list = memorySource('a', [records])
      return { ...list, open: async (options: OpenOptions) => ({ ...(await list.open(options)), complete: true }) }
    }
    await load(stores, complete(all))
    const { next } = await changesAfter()
    await load(stores, complete(all.slice(1)))
    const { items } = await changesAfter(next)
    expect(items.map(({ kind, game: { slug }, version }) => [kind, slug, version])).toEqual([['updated', 'elite', 2]])
    const { data } = await api.v1.games({ slug: 'elite' }).get({ query: {} })
    expect(data?.unlistedSince).toMatch(/^\d{4}-\d{2}-\d{2}$/)
  })

  test('every change from the first one, with the game that a merged game became part of', async () => {
    await load(stores, A)
    const { next } = await changesAfter()
    await load(stores, B)
    const merged = await (await curator()).v1.games({ slug: 'ultima' }).merge.post({ with: 'doom' })
    const { items } = await changesAfter(next)
    expect(items.map(({ kind, game, version, into }) => [kind, game.slug, version, into?.slug])).toEqual([
      ['updated', 'elite', 2, undefined],
      ['created', 'ultima', 1, undefined],
      ['updated', 'doom', 2, undefined],
      ['merged', 'ultima', 2, 'doom'],
    ])
    expect(items.map(({ decision }) => decision)).toEqual([null, null, merged.data?.id ?? '', merged.data?.id ?? ''])
  })

  test('the game that a new game was split from', async () => {
    await load(stores, A)
    await load(stores, B)
    const { next } = await changesAfter()
    const records = [{ source: 'b', dataset: 'b', key: 'elite' }]
    await (await curator()).v1.games({ slug: 'elite' }).split.post({ records })
    const split = (await changesAfter(next)).items.find(({ kind }) => kind === 'split')
    expect(split).toMatchObject({ version: 1, into: null, from: { slug: 'elite' } })
  })

  test('a deleted game by its id, without a slug', async () => {
    const [id = ''] = await insertGames(stores.db, [{ title: 'Gone' }])
    await insertChanges(stores.db, [{ gameId: id, kind: 'created' }])
    await stores.db.execute(sql`delete from game where id = ${id}::uuid`)
    const { items } = await changesAfter()
    expect(items).toMatchObject([
      { kind: 'created', game: { id, slug: null } },
      { kind: 'deleted', game: { id, slug: null }, version: 2 },
    ])
  })

  test('a link to the next page, and none on the last page', async () => {
    await load(stores, A)
    const app = createTestApp(stores)
    const first = await ask(app, '/v1/changes?limit=1')
    expect(await first.json()).toMatchObject({ items: [{ game: { slug: 'elite' } }], next: '1', more: true })
    expect(first.headers.get('link')).toBe('</v1/changes?limit=1&after=1>; rel="next"')
    const last = await ask(app, '/v1/changes?limit=1&after=1')
    expect(await last.json()).toMatchObject({ items: [{ game: { slug: 'doom' } }], next: '2', more: false })
    expect(last.headers.get('link')).toBeNull()
  })

  test('nothing at the end, and a position from which no later change is missed', async () => {
    expect((await api.v1.changes.get({ query: {} })).data).toEqual({ items: [], next: '0', more: false })
    await load(stores, A)
    for (const after of ['2', 'now'])
      expect((await api.v1.changes.get({ query: { after } })).data).toEqual({ items: [], next: '2', more: false })
    await load(stores, B)
    expect((await changesAfter('2')).items.map(({ game }) => game.slug)).toEqual(['elite', 'ultima'])
  })

  test('from a position that was given out under another signing secret', async () => {
    await load(stores, A)
    const { next } = await changesAfter()
    const renewed = createTestApp(stores, {
      jwtSecret: 'x'.repeat(40),
      jwtSecretPrevious: TEST_SECRET,
    })
    expect((await ask(renewed, `/v1/changes?after=${next}`)).status).toBe(200)
  })

  test('changes that bring a copy up to date, whatever happened since it was made', async () => {
    const curate = await curator()
    const none = await createMirror()
    await load(stores, A)
    let late = await createMirror()
    await load(stores, B)
    const { data: merged } = await curate.v1.games({ slug: 'ultima' }).merge.post({ with: 'doom' })
    late = await follow(late)
    expect(late.games).toEqual((await createMirror()).games)
    await curate.v1.games({ slug: 'elite' }).split.post({ records: [{ source: 'b', dataset: 'b', key: 'elite' }] })
    await curate.v1.decisions({ id: merged?.id ?? '' }).undo.post()
    await curate.v1.games({ slug: 'doom' }).overrides({ field: 'title' }).put({ value: 'DOOM' })
    const wanted = (await createMirror()).games
    expect([...wanted.values()].sort()).toEqual(['DOOM', 'Elite', 'Elite', 'Ultima'])
    expect((await follow(late)).games).toEqual(wanted)
    expect((await follow(none)).games).toEqual(wanted)
  })
})

describe('GET /v1/changes refuses', () => {
  beforeAll(open)
  afterAll(close)

  test.each(['1', '999999999999999'])('a position beyond the end with 410: %s', async (after) => {
    const { error } = await api.v1.changes.get({ query: { after } })
    expect(error).toMatchObject({ status: 410, value: { code: 'feed_restarted' } })
  })

  test.each(['', 'x', '-1', '1.5', '1e3', '01234567890123456'])('an invalid position with 400: "%s"', async (after) => {
    const { error } = await api.v1.changes.get({ query: { after } })
    expect(error).toMatchObject({ status: 400, value: { code: 'bad_cursor' } })
  })

  test.each(['limit=0', 'limit=101', 'cursor=1', 'kind=created'])(
    'invalid and unknown parameters with 422: %s',
    async (query) => {
      const response = await ask(createTestApp(stores), `/v1/changes?${query}`)
      expect([response.status, await response.json()]).toMatchObject([422, { code: 'invalid_request' }])
    },
  )
})

describe('callers without the scope of GET /v1/changes', () => {
  beforeAll(open)
  afterAll(close)

  test('get 401 without a token, even with an invalid position', async () => {
    const stranger = await createTestClient(stores, { token: 'nonsense' })
    expect((await stranger.v1.changes.get({ query: { after: 'x' } })).error?.status).toBe(401)
  })

  test('get 403 with a token without a scope', async () => {
    const other = await createTestClient(stores, { token: scopeless() })
    expect((await other.v1.changes.get({ query: {} })).error).toMatchObject({
      status: 403,
      value: { code: 'forbidden' },
    })
  })
})
