import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import * as fc from 'fast-check'
import { upsertCompanies } from '#db/company/queries'
import { startOrResumeRun } from '#db/run/queries'
import { upsertSource } from '#db/source/queries'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import { vgsalesSource } from '#seed/sources/vgsales/index'
import type { App } from '#src/app'
import { hasWordTwice } from '#src/http/word-list'
import { ask, createTestApp, testToken } from '#tests/support/client'
import { insertGames } from '#tests/support/games'
import { aText, aValue, refusedTexts, refusedValues, type WireSchema } from '#tests/support/schema-values'
import { createTestStores, type TestStores } from '#tests/support/stores'

type Parameter = { name: string; in: 'query' | 'path'; required?: boolean; schema: WireSchema }
type Body = { content: { 'application/json'?: { schema: WireSchema } } }
type Operation = { parameters?: Parameter[]; requestBody?: Body }
type Document = {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, WireSchema> }
}

let stores: TestStores
let app: App
let operations: { method: string; path: string; parameters: Parameter[]; body: WireSchema | undefined }[]
const headers: Record<string, string> = { 'content-type': 'application/json' }

beforeAll(async () => {
  stores = await createTestStores()
  await insertGames(stores.db, [{ title: 'Tetris' }])
  await upsertVocabulary(stores.db)
  await upsertCompanies(stores.db, ['Nintendo', 'Electronic Arts'])
  const sourceId = await upsertSource(stores.db, vgsalesSource)
  await startOrResumeRun(stores.db, { sourceId, dataset: 'a', fingerprint: 'a' }, false)
  app = createTestApp(stores)
  const { paths, components } = (await (await ask(app, '/swagger/json')).json()) as Document // safe: the document of the service
  operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { parameters = [], requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      parameters,
      body: jsonBodyOf(requestBody, components.schemas),
    })),
  )
  headers.authorization = `Bearer ${await testToken('admin')}`
})
afterAll(() => stores[Symbol.asyncDispose]())

/** Returns a schema with the named schemas it refers to in their places. */
/** Returns the schema of a JSON body; `undefined` if the body is a form, which has tests of its own. */
function jsonBodyOf(body: Body | undefined, named: Document['components']['schemas']): WireSchema | undefined {
  const json = body?.content['application/json']
  return json && resolved(json.schema, named)
}

const resolved = (schema: WireSchema, named: Document['components']['schemas']): WireSchema =>
  JSON.parse(JSON.stringify(schema), (_, value) => {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(value?.$ref)?.[1]
    return name === undefined ? value : named[name]
  })

/** Valid value of each parameter of a path, and of each required parameter of a query. */
const USUAL: Record<string, string> = {
  slug: 'nobody',
  id: '1',
  field: 'summary',
  q: 'x',
  by: 'year',
  name: 'shelf',
  item: '1',
}
/** Returns the values of the three parameters of a kind of word. */
const eachWord = (kind: string, words: string[]) => ({ [kind]: words, [`${kind}All`]: words, [`${kind}Not`]: words })

const INSTANTS = ['2026-01-31', '2026-01-31T23:59:59.123Z', '2026-02-28T00:00-03:30']

/** Values where the schema allows more than a request can have: words that exist, days of the calendar, fields that can be null. */
const EXAMPLES: Record<string, string[]> = {
  field: ['summary', 'website', 'score.critics'],
  game: ['tetris'],
  ...eachWord('platform', ['ps2', 'PlayStation 2', 'ps2,Famicom']),
  ...eachWord('genre', ['role-playing', 'RPG']),
  ...eachWord('company', ['nintendo', 'Electronic Arts,Nintendo Co.']),
  source: ['vgsales'],
  run: ['1'],
  queries: ['{}', '{"q0":{"query":"tetris"}}'],
  extend: ['{"ids":[],"properties":[]}'],
  updatedSince: INSTANTS,
  since: INSTANTS,
}
/** Malformed cursors have a refusal of their own. */
const REFUSED_AS: Record<string, number> = { cursor: 400, after: 400 }

/** Returns the status of a wrong value. The cursor of a suggestion to a reconciliation client is a number of its own. */
const refusedAs = (path: string, name: string): number =>
  path.includes('/reconcile/') ? 422 : (REFUSED_AS[name] ?? 422)

/** Body of each route for the tests of its parameters. */
const BODIES: [path: RegExp, body: object][] = [
  [/merge(?:\/preview)?$/, { with: 'nobody' }],
  [/split(?:\/preview)?$/, { records: [{ source: 'a', dataset: 'a', key: 'a' }] }],
  [/overrides/, { value: null }],
  [/review/, { verdict: 'same' }],
  [/accounts/, {}],
  [/collections\/\{name\}$/, { name: 'shelf' }],
  [/items\/\{item\}$/, { status: 'unplayed' }],
  [/import$/, [{ title: 'Tetris' }]],
  [/import\/steam$/, { steamId: '76561197960287930' }],
]

const usual = ({ name, schema }: Parameter) =>
  schema.pattern?.startsWith('^[0-9A-Fa-f]{8}') ? crypto.randomUUID() : (USUAL[name] ?? '')

type Sent = { method: string; path: string; parameters: Parameter[] }

/** Sends a request in which one parameter has this value, as a new caller, whose quotas are whole, and returns its status. */
async function statusWith({ method, path, parameters }: Sent, name: string, value: string): Promise<number> {
  const given = parameters.filter((each) => each.required || each.name === name)
  const textOf = (each: Parameter) => encodeURIComponent(each.name === name ? value : usual(each))
  const inPath = given.filter((each) => each.in === 'path')
  const address = inPath.reduce((text, each) => text.replace(`{${each.name}}`, () => textOf(each)), path)
  const query = given.filter((each) => each.in === 'query').map((each) => `${each.name}=${textOf(each)}`)
  const body = method === 'GET' ? undefined : BODIES.find(([pattern]) => pattern.test(path))?.[1]
  const ofCaller = { ...headers, authorization: `Bearer ${await testToken('admin')}` }
  const init = { method, headers: ofCaller, ...(body && method !== 'DELETE' && { body: JSON.stringify(body) }) }
  const response = await ask(app, `${address}?${query.join('&')}`, init)
  // An export holds one of two places until its end.
  await response.arrayBuffer()
  return response.status
}

/**
 * True for a value that can stand in a URL as it is: an empty segment or a dot would name another path. No schema can say that the words
 * of a list differ.
 */
const fits = (parameter: Parameter, value: string) =>
  !value.includes('\0') && (parameter.in === 'query' ? !hasWordTwice(value) : !['', '.', '..'].includes(value))

describe('what the OpenAPI document says of a parameter is what is taken', () => {
  const each = () =>
    operations.flatMap((operation) => operation.parameters.map((parameter) => ({ operation, parameter })))

  test('every value it allows', async () => {
    for (const { operation, parameter } of each()) {
      const { name, schema } = parameter
      const values = EXAMPLES[name]
        ? fc.constantFrom(...EXAMPLES[name])
        : aText(schema).filter((text) => fits(parameter, text))
      const isTaken = async (value: string) => {
        const status = await statusWith(operation, name, value)
        expect([operation.path, name, value, status === 422 || status >= 500]).toEqual([
          operation.path,
          name,
          value,
          false,
        ])
      }
      await fc.assert(fc.asyncProperty(values, isTaken), { numRuns: 15 })
    }
  }, 120_000)

  test('and no other', async () => {
    for (const { operation, parameter } of each())
      for (const value of refusedTexts(parameter.schema).filter((text) => fits(parameter, text))) {
        const status = await statusWith(operation, parameter.name, value)
        expect([operation.path, parameter.name, value, status]).toEqual([
          operation.path,
          parameter.name,
          value,
          refusedAs(operation.path, parameter.name),
        ])
      }
  }, 120_000)

  test('each field that it lists can be overridden, and the refusal of another lists them', async () => {
    for (const { path, parameters } of operations.filter(({ method }) => method === 'DELETE')) {
      for (const field of parameters.find(({ name }) => name === 'field')?.schema.enum ?? [])
        expect([field, await statusWith({ method: 'DELETE', path, parameters }, 'field', field)]).toEqual([field, 404])
    }
    const response = await ask(app, '/v1/games/x/overrides/tilte', { method: 'DELETE', headers })
    const { detail } = (await response.json()) as { detail: string } // safe: a problem
    for (const field of ['did you mean title?', 'title', 'score.critics', 'related', 'releases.<platform>'])
      expect(detail).toContain(field)
  })
})

describe('what the OpenAPI document says of a body is what is taken', () => {
  const addressOf = (path: string) =>
    path
      .replace(/accounts\/\{id\}/, `accounts/${crypto.randomUUID()}`)
      .replace(/\{(\w+)\}/g, (_, name) => USUAL[name] ?? '')
  /** Statuses of a body that is taken: of nobody's game, sign-in, session, or account. */
  const TAKEN: Record<string, number[]> = {
    '/v1/ids/resolve': [200],
    '/v1/match': [200],
    '/v1/review': [200, 409],
    '/v1/auth/register': [403],
    '/v1/auth/login': [401, 429],
    '/v1/auth/session': [401, 429],
    '/v1/auth/refresh': [401, 403],
    '/v1/auth/logout': [200, 403],
    '/v1/admin/invitations': [200],
    // The document cannot say which slugs the vocabulary has.
    '/v1/words': [422],
  }
  const withBodies = () =>
    operations.flatMap(({ method, path, body }) => (body ? [{ method, path: addressOf(path), schema: body }] : []))
  const statusOf = async (method: string, path: string, body: unknown) =>
    (await ask(app, path, { method, headers, body: JSON.stringify(body) })).status

  /** Returns the schema of a body in which the value of an override is null: its form depends on the field. */
  const withNull = (schema: WireSchema): WireSchema =>
    schema.properties?.value ? { ...schema, properties: { ...schema.properties, value: { type: 'null' } } } : schema

  /** Returns the schema of a body in which lists of sources have one that exists. */
  const withSource = (schema: WireSchema): WireSchema =>
    JSON.parse(JSON.stringify(schema), (name, value) =>
      name === 'source' && value.type === 'array' ? { ...value, items: { type: 'string', enum: ['vgsales'] } } : value,
    )

  test('every value it allows', async () => {
    for (const { method, path, schema } of withBodies()) {
      const isTaken = async (body: unknown) => {
        const status = await statusOf(method, path, body)
        const taken = TAKEN[path] ?? [404]
        expect([path, body, status, taken.includes(status)]).toEqual([path, body, status, true])
      }
      await fc.assert(fc.asyncProperty(aValue(withSource(withNull(schema))), isTaken), { numRuns: 40 })
    }
  }, 120_000)

  test('and no other', async () => {
    for (const { method, path, schema } of withBodies()) {
      const [right] = fc.sample(aValue(withNull(schema)), { numRuns: 1, seed: 1 })
      for (const wrong of refusedValues(schema, right))
        expect([path, wrong, await statusOf(method, path, wrong)]).toEqual([path, wrong, 422])
    }
  }, 120_000)
})
