import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { openStores } from '#db/connect'
import type { Stores } from '#db/stores'
import { parseConfig } from '#lib/config'
import type { App } from '#src/app'
import { claimsOf, createPerson, signInAs } from '#tests/support/accounts'
import { ask, createTestApp, testConfig } from '#tests/support/client'
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
let steam: Bun.Server<undefined>

beforeAll(async () => {
  if (!SERVER) return
  url = await createBareDatabase(SERVER)
  await loadDemo(url)
  stores = await openStores(parseConfig({ DATABASE_URL: url, JWT_SECRET: 'x'.repeat(40) }))
  steam = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => Response.json({ response: { games: [] } }) })
  const steamUrl = `http://127.0.0.1:${steam.port}`
  app = createTestApp(stores, { registration: 'open', steamApiKey: 'key', steamUrl })
  headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', 'x-explorer': '1' }
  const { paths } = (await (await ask(app, '/swagger/json')).json()) as Document // safe: the document of the service
  described = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  await signIn()
}, 300_000)
afterAll(async () => {
  if (!SERVER) return
  await steam.stop(true)
  await stores[Symbol.asyncDispose]()
  await dropDatabase(SERVER, url)
})

/** Makes the account of the examples an administrator, signs it in, and makes what the ids in paths name. */
async function signIn(): Promise<void> {
  const register = described.find(({ path }) => path === REGISTER)
  const registered = register && (await sendExample(register, []))
  expect(registered?.status).toBe(200)
  await stores.db.execute("update account set role = 'admin'")
  const { tokens, email, send } = await signInAs(app, 'ada@example.org')
  headers.authorization = `Bearer ${tokens.accessToken}`
  IDS['/v1/me/sessions/{id}'] = claimsOf((await signInAs(app, email)).tokens.accessToken).sid
  IDS['/v1/me/keys/{id}'] = String((await send('POST', '/v1/me/keys', { name: 'x', scopes: ['read'] })).body.id)
  IDS['/v1/me/collections/{name}'] = String((await send('POST', '/v1/me/collections', { name: 'shelf' })).body.name)
  await send('PUT', '/v1/me/collections/owned/items/portal-2', {})
  for (const path of ['/v1/admin/accounts/{id}', '/v1/admin/accounts/{id}/sessions'])
    IDS[path] = (await createPerson(app, stores.db, `${path.length}@example.org`)).id
}

/** The example that makes the account of all others. */
const REGISTER = '/v1/auth/register'
/** Ids in paths that name what an account has. */
const IDS: Record<string, string> = {}

/** Parameters whose values come from an earlier response. */
const COPIED = new Set(['cursor'])

/** Parameters of which a request has one. */
const EXCLUSIVE = new Set(['queries', 'extend'])

type Body = { type: string; example: unknown; body: string }

/** Returns the example of a body as it is sent: as JSON, or as a form. */
function bodyOf({ requestBody }: Operation): Body | undefined {
  const [[type, { example }] = ['', {}]] = Object.entries(requestBody?.content ?? {})
  if (example === undefined) return undefined
  const isJson = type === 'application/json'
  const body = isJson ? JSON.stringify(example) : new URLSearchParams(example as Record<string, string>).toString() // safe: a form is an object of texts
  return { type, example, body }
}

const isOneOfSeveral = (query: readonly Parameter[]) => query.filter(({ name }) => EXCLUSIVE.has(name)).length > 1
const inQuery = ({ parameters = [] }: Operation) =>
  parameters.filter((parameter) => parameter.in === 'query' && !COPIED.has(parameter.name))

/** Sends the example of an operation with these parameters of its query; `decision` takes the place of the example's id. */
async function sendExample({ method, path, operation }: Described, query: Parameter[], decision?: string) {
  const inPath = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
  const address = inPath.reduce(
    (text, { name, example }) =>
      text.replace(`{${name}}`, encodeURIComponent(decision ?? IDS[path] ?? String(example))),
    path,
  )
  const pairs = query.map(({ name, example }) => `${name}=${encodeURIComponent(String(example))}`)
  const sent = bodyOf(operation)
  return await ask(app, `${address}?${pairs.join('&')}`, {
    method,
    headers: {
      ...headers,
      ...(sent && { 'content-type': sent.type }),
      ...(path === '/metrics' && { authorization: `Bearer ${testConfig.metricsToken}` }),
    },
    ...(sent && { body: sent.body }),
  })
}

async function resultOf(response: Response) {
  const text = await response.text()
  return [response.status, response.ok ? '' : text]
}
const reads = () => described.filter(({ method }) => method === 'GET')
/** True if an operation ends all other sessions. */
const endsSessions = ({ path }: Described) => path.endsWith('/password') || path === '/v1/me'
/** Returns the operations that write. Those that end all other sessions are the last. */
const writes = () =>
  described
    .filter(({ method }) => method !== 'GET')
    .toSorted((one, other) => Number(endsSessions(one)) - Number(endsSessions(other)))

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
      const queries = [[], ...optional.map((each) => [each]), optional].filter((query) => !isOneOfSeveral(query))
      for (const query of queries) {
        const names = query.map(({ name }) => name)
        const result = await resultOf(await sendExample(read, [...required, ...query]))
        expect([read.path, names, ...result]).toEqual([read.path, names, 200, ''])
      }
    }
  }, 120_000)

  test('writes to it; each decision is undone again', async () => {
    const undo = described.find(({ path }) => path.endsWith('/undo'))
    // Erasing the own account ends the examples: it has tests of its own.
    const isErasure = ({ method, path }: Described) => method === 'DELETE' && path === '/v1/me'
    for (const write of writes().filter((each) => each !== undo && each.path !== REGISTER && !isErasure(each))) {
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
