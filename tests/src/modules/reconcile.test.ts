import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { findIdsBySlug } from '#db/game/facts'
import type { App } from '#src/app'
import { PRESS, SHOP } from '#tests/db/match/listed-titles'
import { ask, createTestApp, testToken } from '#tests/support/client'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

setDefaultTimeout(60_000)

let stores: TestStores
let app: App
let ids: Map<string, string>

beforeAll(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('shop', [SHOP]))
  await load(stores, memorySource('press', [PRESS]))
  ids = await findIdsBySlug(stores.db, ['portal-2', 'doom', 'doom-2016', 'rygar'])
  app = createTestApp(stores, { publicUrl: 'https://games.example/' })
})
afterAll(() => stores[Symbol.asyncDispose]())

const PATH = '/v1/reconcile'
const FORM = 'application/x-www-form-urlencoded'

async function form(fields: Record<string, string> | string, type = FORM): Promise<Response> {
  const headers = { authorization: `Bearer ${await testToken()}`, 'content-type': type }
  const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString()
  return ask(app, PATH, { method: 'POST', headers, body })
}

type Candidate = { id: string; name: string; score: number; match: boolean; features: { id: string; value: number }[] }
type Results = Record<string, { result: Candidate[] }>

async function reconcile(queries: Record<string, unknown>): Promise<Results> {
  const response = await form({ queries: JSON.stringify(queries) })
  expect(response.status).toBe(200)
  return (await response.json()) as Results // safe: the status is 200
}

const names = (results: Results, query: string) => results[query]?.result.map(({ name }) => name)

describe('reconciling', () => {
  test('gives the candidates of each query by its name, with only a certain one as a match', async () => {
    const results = await reconcile({
      a: { query: 'PORTAL II' },
      b: { query: 'Doom' },
      c: { query: 'Nobody knows it' },
    })
    expect(names(results, 'a')).toEqual(['Portal 2'])
    expect(results.a?.result[0]).toMatchObject({ id: ids.get('portal-2'), match: true, score: 17 })
    expect(results.a?.result[0]?.features).toEqual([{ id: 'title_normalised', value: 17 }])
    expect(results.b?.result.map(({ id, match }) => [id, match])).toEqual([
      [ids.get('doom') ?? '', false],
      [ids.get('doom-2016') ?? '', false],
    ])
    expect(results.c).toEqual({ result: [] })
  })

  test('compares year, platform and company in the forms in which clients send them', async () => {
    const doom = (...properties: { pid: string; v: unknown }[]) => ({ query: 'Doom', properties })
    const results = await reconcile({
      text: doom({ pid: 'year', v: '2016' }),
      number: doom({ pid: 'year', v: 2016 }),
      day: doom({ pid: 'year', v: '2016-05-13T00:00:00Z' }),
      list: doom({ pid: 'year', v: ['2016', '1993'] }),
      entity: doom({ pid: 'year', v: '2016' }, { pid: 'platform', v: { id: 'pc', name: 'PC' } }),
      unknown: doom({ pid: 'colour', v: 'red' }, { pid: 'year', v: 'soon' }),
    })
    for (const name of ['text', 'number', 'day', 'list', 'entity'])
      expect([name, results[name]?.result.map(({ id, match }) => [id, match])]).toEqual([
        name,
        [[ids.get('doom-2016') ?? '', true]],
      ])
    expect(results.entity?.result[0]?.features.map(({ id }) => id)).toContain('platform_equal')
    expect(results.unknown?.result).toHaveLength(2)
  })

  test('keeps to the limit, takes `game` for all kinds, and another type for that kind', async () => {
    const results = await reconcile({
      limited: { query: 'Doom', limit: 1 },
      game: { query: 'Portal 2', type: 'game', type_strict: 'should' },
      types: { query: 'Portal 2', type: ['game', 'dlc'] },
      unknown: { query: 'Portal 2', type: 'Q7889' },
    })
    expect(names(results, 'limited')).toHaveLength(1)
    for (const name of ['game', 'types', 'unknown']) expect([name, names(results, name)]).toEqual([name, ['Portal 2']])
  })

  test('finds the game whose id is the query, also after it was merged', async () => {
    const results = await reconcile({
      id: { query: ids.get('portal-2')?.toUpperCase() },
      other: { query: crypto.randomUUID() },
    })
    expect(results.id?.result).toMatchObject([{ id: ids.get('portal-2'), name: 'Portal 2', match: true }])
    expect(results.other?.result).toEqual([])
  })

  test('gives no candidate for a query that is no title, and the others theirs', async () => {
    const results = await reconcile({
      empty: { query: '' },
      long: { query: 'x'.repeat(10_000) },
      sign: { query: '<NA>' },
      only: { properties: [{ pid: 'year', v: 2011 }] },
      __proto__: { query: 'Portal 2' },
      right: { query: 'Portal 2' },
    })
    for (const name of ['empty', 'long', 'sign', 'only']) expect([name, names(results, name)]).toEqual([name, []])
    expect(names(results, 'right')).toEqual(['Portal 2'])
  })

  test('answers a member of the name __proto__ like any other', async () => {
    const response = await form({ queries: '{"__proto__":{"query":"Portal 2"}}' })
    expect(await response.text()).toStartWith('{"__proto__":{"result":[{"id"')
  })

  test('takes queries in the URL, too', async () => {
    const queries = encodeURIComponent(JSON.stringify({ q0: { query: 'Portal 2' } }))
    const response = await ask(app, `${PATH}?queries=${queries}`)
    expect(names((await response.json()) as Results, 'q0')).toEqual(['Portal 2'])
  })
})

describe('a request for reconciliation is refused', () => {
  const refusedAs = async (response: Response) => [response.status, ((await response.json()) as { code: string }).code]

  test('as malformed, if a batch or the form is not what it says', async () => {
    const malformed = [
      form({ queries: 'no JSON' }),
      form({ queries: '' }),
      form({ queries: '['.repeat(40) + ']'.repeat(40) }),
      form({ extend: '{' }),
      form('queries=%ff'),
      form('queries=%zz'),
      form('{"queries":{}}', 'application/json'),
      form('queries={}', 'text/plain'),
    ]
    for (const response of await Promise.all(malformed))
      expect(await refusedAs(response)).toEqual([400, 'malformed_request'])
  })

  test('as invalid, if it is of another shape, too large, or JSONP', async () => {
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`q${at}`, { query: 'a' }]))
    const invalid = [
      form({ queries: '[]' }),
      form({ queries: '{"q0":"Portal"}' }),
      form({ queries: '{"q0":{}}' }),
      form({ queries: '{"q0":{"query":7}}' }),
      form({ queries: '{"q0":{"query":"a","limit":"3"}}' }),
      form({ queries: '{"q0":{"query":"a","properties":[{"pid":"year"}]}}' }),
      form({ queries: '{"q0":{"query":"a","unheard":1}}' }),
      form({ queries: JSON.stringify(many) }),
      form({ queries: '{}', extend: '{}' }),
      form({ queries: '{}', callback: 'alert' }),
      form(''),
      form('queries=%7B%7D&queries=%7B%7D'),
      form({ extend: '{"ids":[1],"properties":[]}' }),
      form({ extend: JSON.stringify({ ids: Object.keys(many), properties: [] }) }),
      ask(app, `${PATH}?callback=jQuery1`),
      ask(app, `${PATH}/suggest/entity?prefix=a&callback=jQuery1`),
      ask(app, `${PATH}/suggest/entity`),
    ]
    for (const [at, response] of (await Promise.all(invalid)).entries())
      expect([at, ...(await refusedAs(response))]).toEqual([at, 422, 'invalid_request'])
  })

  test('as too large from 1 MiB on, before it is read as JSON', async () => {
    expect(await refusedAs(await form({ queries: 'x'.repeat(1024 * 1024) }))).toEqual([413, 'body_too_large'])
  })

  test('without a token, and answered without one where guests may read', async () => {
    const guest = createTestApp(stores, { guest: 'read' })
    const body = new URLSearchParams({ queries: '{"q0":{"query":"Portal 2"}}' }).toString()
    const init = { method: 'POST', headers: { 'content-type': FORM }, body }
    expect((await ask(app, PATH, init)).status).toBe(401)
    const response = await ask(guest, PATH, init)
    expect(names((await response.json()) as Results, 'q0')).toEqual(['Portal 2'])
  })
})

describe('the services around it', () => {
  const get = async (path: string) => (await ask(app, PATH + path)).json()

  test('suggest games, properties and types, and skip those that were shown', async () => {
    expect(await get('/suggest/entity?prefix=port')).toMatchObject({
      result: expect.arrayContaining([
        expect.objectContaining({ id: ids.get('portal-2'), name: 'Portal 2', description: '2011, ps3, pc' }),
      ]),
    })
    expect(await get(`/suggest/entity?prefix=${ids.get('doom')}`)).toMatchObject({ result: [{ id: ids.get('doom') }] })
    expect(await get('/suggest/property?prefix=PLAT')).toMatchObject({ result: [{ id: 'platform' }] })
    expect(await get('/suggest/property?prefix=sold')).toMatchObject({ result: [{ id: 'salesCopies' }] })
    expect(await get('/suggest/type?prefix=d')).toMatchObject({ result: [{ id: 'dlc' }, { id: 'demo' }] })
    expect(await get('/suggest/type?prefix=d&cursor=1')).toMatchObject({ result: [{ id: 'demo' }] })
    for (const prefix of ['', '%20', 'x'.repeat(300), `${'x'.repeat(199)}%F0%9F%8E%AE`])
      expect((await ask(app, `${PATH}/suggest/entity?prefix=${prefix}`)).status).toBe(200)
  })

  test('propose properties for any type', async () => {
    expect(await get('/properties?type=')).toMatchObject({
      type: '',
      properties: expect.arrayContaining([{ id: 'slug', name: 'Slug', description: expect.any(String) }]),
    })
    expect(await get('/properties?type=game&limit=2')).toMatchObject({
      type: 'game',
      properties: [{ id: 'year' }, { id: 'platform' }],
    })
  })

  test('extend games by values, and leave the unknown empty', async () => {
    const [portal = '', nobody] = [ids.get('portal-2'), crypto.randomUUID()]
    const wanted = ['year', 'platform', 'company', 'slug', 'released', 'ids', 'scoreCritics', 'nothing']
    const extend = JSON.stringify({ ids: [portal, nobody, 'x'], properties: wanted.map((id) => ({ id })) })
    const extension = await (await form({ extend })).json()
    expect(extension).toMatchObject({
      meta: expect.arrayContaining([
        { id: 'year', name: 'Year' },
        { id: 'nothing', name: 'nothing' },
      ]),
      rows: {
        [portal]: {
          year: [{ int: 2011 }],
          platform: [{ str: 'ps3' }, { str: 'pc' }],
          company: [{ str: 'Valve' }],
          slug: [{ str: 'portal-2' }],
          released: [{ str: '2011' }],
          scoreCritics: [],
          nothing: [],
        },
        [nobody]: Object.fromEntries(wanted.map((id) => [id, []])),
        x: Object.fromEntries(wanted.map((id) => [id, []])),
      },
    })
  })

  test('preview a game in a page without scripts, whatever its title says', async () => {
    await load(stores, memorySource('odd', [[{ key: '1', title: '<script>alert(1)</script> & "Co"' }]]))
    const found = (await get('/suggest/entity?prefix=%3Cscript')) as { result: { id: string }[] } // safe: a list of suggestions
    const response = await ask(app, `${PATH}/preview?id=${found.result[0]?.id}`)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    const page = await response.text()
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;Co&quot;')
    expect(page).not.toContain('<script')
    expect((await ask(app, `${PATH}/preview?id=${crypto.randomUUID()}`)).status).toBe(404)
  })

  test('say in the manifest where they are', async () => {
    expect(await get('')).toMatchObject({
      versions: ['0.2'],
      identifierSpace: 'https://games.example/v1/games/',
      view: { url: 'https://games.example/v1/games/{{id}}' },
      preview: { url: 'https://games.example/v1/reconcile/preview?id={{id}}' },
      suggest: { entity: { service_url: 'https://games.example/v1/reconcile', service_path: '/suggest/entity' } },
      batchSize: 50,
    })
    const here = await (await ask(createTestApp(stores), PATH)).json()
    expect(here).toMatchObject({ identifierSpace: 'http://localhost/v1/games/' })
  })
})
