import { afterAll, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import type { App } from '#src/app'
import { PRESS, SHOP } from '#tests/db/match/listed-titles'
import { createTestApp } from '#tests/support/client'
import { load, memorySource } from '#tests/support/memory-source'
import { faultsOfShape } from '#tests/support/reconciliation/shapes'
import { createTestStores, type TestStores } from '#tests/support/stores'

setDefaultTimeout(60_000)

const OPENREFINE = 'http://127.0.0.1:3333'
const SERVICE = 'http://localhost/v1/reconcile'

let stores: TestStores
let app: App

beforeAll(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('shop', [SHOP]))
  await load(stores, memorySource('press', [PRESS]))
  app = createTestApp(stores, { guest: 'read', corsOrigins: [OPENREFINE] })
})
afterAll(() => stores[Symbol.asyncDispose]())

/** Sends what a page of OpenRefine sends through jQuery: from another origin, without a token. */
async function fromPage(url: string): Promise<unknown> {
  const headers = {
    origin: OPENREFINE,
    accept: 'application/json, text/javascript, */*; q=0.01',
    referer: `${OPENREFINE}/`,
  }
  const response = await app.handle(new Request(url, { headers }))
  expect([url, response.status, response.headers.get('access-control-allow-origin')]).toEqual([url, 200, OPENREFINE])
  expect(response.headers.get('content-type')).toStartWith('application/json')
  return response.json()
}

/** Sends what the server of OpenRefine sends: one field of a form, encoded as Java does. */
async function fromServer(field: string, value: unknown, type = 'application/x-www-form-urlencoded; charset=UTF-8') {
  const headers = {
    'content-type': type,
    'user-agent': 'OpenRefine/3.8.7 [TRUNK]',
    'accept-encoding': 'gzip, x-gzip, deflate',
  }
  const body = `${field}=${encodeURIComponent(JSON.stringify(value)).replaceAll('%20', '+').replaceAll("'", '%27')}`
  const response = await app.handle(new Request(SERVICE, { method: 'POST', headers, body }))
  expect([field, response.status]).toEqual([field, 200])
  return (await new Response(unpacked(response)).json()) as unknown
}

const unpacked = (response: Response) =>
  response.headers.get('content-encoding') === 'gzip'
    ? response.body?.pipeThrough(new DecompressionStream('gzip'))
    : response.body

type Manifest = {
  identifierSpace: string
  defaultTypes: { id: string }[]
  preview: { url: string }
  suggest: Record<'entity' | 'property' | 'type', { service_url: string; service_path: string }>
  extend: { propose_properties: { service_url: string; service_path: string } }
}
type Results = Record<
  string,
  { result: { id: string; name: string; match: boolean; type: { id: string; name: string }[] }[] }
>

/** Parameters that the suggestions of OpenRefine add to the text. */
const ALWAYS = 'spell=always&exact=false&prefixed=true'

test('OpenRefine adds the service, reconciles a column, corrects a cell, shows a candidate and adds columns', async () => {
  const manifest = (await fromPage(SERVICE)) as Manifest // safe: its shape is checked next
  expect(faultsOfShape('manifest', manifest)).toBe('')
  const { suggest, preview, extend } = manifest
  const serviceOf = ({ service_url, service_path }: { service_url: string; service_path: string }) =>
    service_url + service_path

  const column = ['Portal II', "Assassin's Creed 2", 'Doom', 'Zelda Ocarina', '三国志', 'Metroid Prime']
  const guess = Object.fromEntries(column.map((query, at) => [`q${at}`, { query, limit: 3 }]))
  const guessed = (await fromServer('queries', guess, 'application/x-www-form-urlencoded')) as Results // safe: its shape is checked next
  expect(faultsOfShape('results', guessed)).toBe('')
  expect(guessed.q0?.result[0]?.type).toEqual([{ id: 'game', name: 'Game' }])

  const properties = await fromPage(`${serviceOf(suggest.property)}?prefix=plat&${ALWAYS}&type=game`)
  expect(faultsOfShape('suggestions', properties)).toBe('')
  expect(properties).toMatchObject({ result: [{ id: 'platform' }] })
  const types = await fromPage(`${serviceOf(suggest.type)}?prefix=ga&${ALWAYS}`)
  expect(types).toMatchObject({ result: [{ id: 'game' }] })

  const batch = Object.fromEntries(
    column.map((query, at) => [
      `q${at}`,
      {
        query,
        type: 'game',
        type_strict: 'should',
        properties: [
          { pid: 'platform', v: 'PC' },
          { pid: 'year', v: 2016 },
        ],
      },
    ]),
  )
  const results = (await fromServer('queries', batch)) as Results // safe: its shape is checked next
  expect(faultsOfShape('results', results)).toBe('')
  expect(Object.keys(results)).toEqual(Object.keys(batch))
  expect(column.map((_, at) => results[`q${at}`]?.result[0]?.name ?? null)).toEqual([
    'Portal 2',
    "Assassin's Creed II",
    'DOOM',
    null,
    '三国志',
    'Metroid Prime',
  ])

  const suggested = (await fromPage(`${serviceOf(suggest.entity)}?prefix=ocarina&${ALWAYS}`)) as Results[string] // safe: its shape is checked next
  expect(faultsOfShape('suggestions', suggested)).toBe('')
  expect(suggested.result[0]?.name).toBe('The Legend of Zelda: Ocarina of Time')

  const zelda = suggested.result[0]?.id ?? ''
  const frame = new Request(preview.url.replace('{{id}}', encodeURIComponent(zelda)), {
    headers: {
      accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
      'sec-fetch-dest': 'iframe',
      'sec-fetch-site': 'cross-site',
    },
  })
  const page = await app.handle(frame)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  expect(page.headers.get('content-security-policy')).toContain(`frame-ancestors ${OPENREFINE}`)
  expect(await page.text()).toContain('The Legend of Zelda: Ocarina of Time')

  const proposed = await fromPage(`${serviceOf(extend.propose_properties)}?type=game`)
  expect(faultsOfShape('proposal', proposed)).toBe('')
  const wanted = {
    ids: [zelda, results.q2?.result[0]?.id],
    properties: [{ id: 'year' }, { id: 'platform', settings: {} }],
  }
  const extension = await fromServer('extend', wanted)
  expect(faultsOfShape('extension', extension)).toBe('')
  expect(extension).toMatchObject({ rows: { [zelda]: { year: [{ int: 1998 }], platform: [{ str: 'nintendo-64' }] } } })
})
