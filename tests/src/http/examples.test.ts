import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { openStores } from '#db/connect'
import type { Stores } from '#db/stores'
import { parseConfig } from '#lib/config'
import type { App } from '#src/app'
import { ask, createTestApp, testToken } from '#tests/support/client'
import { loadDemo } from '#tests/support/demo-catalogue'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'

type Parameter = { name: string; in: 'path' | 'query'; required: boolean; example?: string | number }
type Operation = {
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { example?: unknown }> }
  responses: Record<string, object>
}
type Described = { method: string; path: string; operation: Operation }
type Document = { paths: Record<string, Record<string, Operation>> }

const SERVER = process.env.TEST_DATABASE_URL
let url: string
let stores: Stores
let app: App
let described: Described[]
let headers: Record<string, string>

beforeAll(async () => {
  if (!SERVER) return
  url = await createBareDatabase(SERVER)
  await loadDemo(url)
  stores = await openStores(parseConfig({ DATABASE_URL: url, JWT_SECRET: 'x'.repeat(40) }))
  app = createTestApp(stores)
  headers = { authorization: `Bearer ${await testToken('admin')}`, 'content-type': 'application/json' }
  const { paths } = (await (await ask(app, '/swagger/json')).json()) as Document // safe: the document of the service
  described = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
}, 300_000)
afterAll(async () => {
  if (!SERVER) return
  await stores[Symbol.asyncDispose]()
  await dropDatabase(SERVER, url)
})

/** Parameters whose values come from an earlier response. */
const COPIED = new Set(['cursor'])

const bodyOf = ({ requestBody }: Operation) => requestBody?.content['application/json']?.example
const inQuery = ({ parameters = [] }: Operation) =>
  parameters.filter((parameter) => parameter.in === 'query' && !COPIED.has(parameter.name))

/** Sends the example of an operation with these parameters of its query; `decision` takes the place of the example's id. */
async function sendExample({ method, path, operation }: Described, query: Parameter[], decision?: string) {
  const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
  const address = inPath.reduce(
    (text, { name, example }) => text.replace(`{${name}}`, encodeURIComponent(decision ?? String(example))),
    path,
  )
  const pairs = query.map(({ name, example }) => `${name}=${encodeURIComponent(String(example))}`)
  const body = bodyOf(operation)
  return await ask(app, `${address}?${pairs.join('&')}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

async function resultOf(response: Response) {
  const text = await response.text()
  return [response.status, response.ok ? '' : text]
}
const reads = () => described.filter(({ method }) => method === 'GET')
const writes = () => described.filter(({ method }) => method !== 'GET')

describe.skipIf(!SERVER)('the example of every operation (needs TEST_DATABASE_URL)', () => {
  test('is complete: each parameter and each body has one', () => {
    for (const { method, path, operation } of described) {
      for (const { name, example } of (operation.parameters ?? []).filter(({ name }) => !COPIED.has(name)))
        expect([method, path, name, example]).toEqual([method, path, name, expect.anything()])
      if (operation.requestBody) expect([method, path, bodyOf(operation)]).toEqual([method, path, expect.anything()])
    }
  })

  test('reads the sample catalogue, with each parameter by itself and with all of them', async () => {
    for (const read of reads()) {
      const required = inQuery(read.operation).filter(({ required }) => required)
      const optional = inQuery(read.operation).filter(({ required }) => !required)
      for (const query of [[], ...optional.map((each) => [each]), optional]) {
        const names = query.map(({ name }) => name)
        const result = await resultOf(await sendExample(read, [...required, ...query]))
        expect([read.path, names, ...result]).toEqual([read.path, names, 200, ''])
      }
    }
  })

  test('writes to it; each decision is undone again', async () => {
    const undo = described.find(({ path }) => path.endsWith('/undo'))
    for (const write of writes().filter((each) => each !== undo)) {
      const response = await sendExample(write, [])
      const text = await response.text()
      expect([write.path, response.status, text]).toEqual([write.path, 200, expect.any(String)])
      const { id, decidedAt, batch } = JSON.parse(text) as { id?: string; decidedAt?: string; batch?: string } // safe: a decision has the first two, many verdicts the last
      const decision = batch ?? (decidedAt === undefined ? undefined : id)
      const isOverride = write.path.includes('/overrides/')
      if (undo && decision && !isOverride)
        expect([write.path, ...(await resultOf(await sendExample(undo, [], decision)))]).toEqual([write.path, 200, ''])
    }
  })
})
