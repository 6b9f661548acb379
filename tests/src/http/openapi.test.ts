import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import Ajv2020 from 'ajv/dist/2020'
import { insertChanges } from '#db/change/write'
import type { App } from '#src/app'
import { ask, createTestApp, testToken } from '#tests/support/client'
import { insertGames } from '#tests/support/games'
import { load, memorySource } from '#tests/support/memory-source'
import { isPublicPath, PUBLIC_PATHS } from '#tests/support/public-paths'
import { createTestStores, type TestStores } from '#tests/support/stores'

type Schema = Record<string, unknown>
type Content = Record<string, { schema: Schema }>
type Operation = {
  operationId: string
  summary?: string
  description?: string
  tags?: string[]
  security?: Record<string, string[]>[]
  parameters?: { name: string; in: string; description?: string; schema: Schema }[]
  requestBody?: { content: Content }
  responses: Record<string, { description?: string; content?: Content; headers?: Record<string, { $ref: string }> }>
}
type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: Schema; schemas: Record<string, Schema>; headers: Record<string, Schema> }
}

let stores: TestStores
let app: App
let text: string
let document: Document
let operations: [name: string, operation: Operation][]

beforeAll(async () => {
  stores = await createTestStores()
  const games = await insertGames(stores.db, [
    {
      title: 'Tetris',
      year: 1989,
      released: '1989-06-14',
      releasedPrecision: 'day',
      scoreCritics: 87.3,
      popularity: 5,
    },
    { title: 'Untold' },
  ])
  await insertChanges(
    stores.db,
    games.map((gameId) => ({ gameId, kind: 'created' })),
  )
  await load(stores, memorySource('a', [[{ key: 'elite', title: 'Elite' }]]))
  app = createTestApp(stores)
  text = await (await ask(app, '/swagger/json', { headers: {} })).text()
  document = JSON.parse(text)
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [`${method} ${path}`, operation]),
  )
})
afterAll(() => stores[Symbol.asyncDispose]())

const isPublic = (name: string) => isPublicPath(name.slice(name.indexOf('/')))

describe('/swagger/json', () => {
  test('is OpenAPI 3.1 without leftovers of 3.0 or of Elysia', () => {
    expect(document.openapi).toStartWith('3.1')
    for (const leftover of [
      '"nullable"',
      '"noValidate"',
      '"openapi":{',
      '"$id"',
      'multipart/form-data',
      '"text/plain"',
    ])
      expect(text).not.toContain(leftover)
  })

  test('describes exactly the routes that are served, except the pages', () => {
    const served = app.routes
      .filter(({ path }) => path !== '/' && !/^\/(?:swagger|explorer)/.test(path))
      .map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`)
    expect(operations.map(([name]) => name).sort()).toEqual(served.sort())
  })

  test('has a summary, a description, a scope and a description of each parameter for every operation', () => {
    const ids = operations.map(([, { operationId }]) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [name, operation] of operations) {
      expect([name, operation.summary]).toEqual([name, expect.any(String)])
      expect([name, operation.description]).toEqual([name, expect.any(String)])
      expect([name, operation.tags?.length]).toEqual([name, 1])
      expect([name, operation.security]).toEqual([
        name,
        isPublic(name) ? [] : [{ bearer: [expect.any(String)] }, { apiKey: [expect.any(String)] }],
      ])
      for (const parameter of operation.parameters ?? [])
        expect([name, parameter.name, parameter.description]).toEqual([name, parameter.name, expect.any(String)])
    }
    expect(document.components.securitySchemes).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
      apiKey: { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
    })
  })

  test('describes every refusal that a route may give', () => {
    for (const [name, { responses, requestBody }] of operations) {
      const all = ['400', '413', '421', '422', '500']
      const refusals = isPublic(name) ? all : [...all, '401', '403', '503', ...(requestBody ? ['408'] : [])]
      expect([name, Object.keys(responses)]).toEqual([name, expect.arrayContaining(refusals)])
    }
  })

  test('describes every refusal as a problem, and every other response but a file as at most one JSON body', () => {
    const all = operations.flatMap(([name, { responses }]) =>
      Object.entries(responses).map(([status, response]) => ({ name, status, ...response })),
    )
    const FILES: Record<string, string[]> = {
      'get /v1/export/games': ['application/x-ndjson', 'text/csv', 'application/vnd.apache.parquet'],
      'get /v1/me/collections/{name}/export': ['application/json', 'text/csv'],
    }
    const files = all.filter(({ name, status }) => name in FILES && status === '200')
    expect(Object.fromEntries(files.map(({ name, content = {} }) => [name, Object.keys(content)]))).toEqual(FILES)
    for (const { name, status, description, content = {} } of all.filter((each) => !files.includes(each))) {
      expect([name, status, description]).toEqual([name, status, expect.any(String)])
      const types = Object.keys(content)
      if (Number(status) >= 400)
        expect([name, status, types]).toEqual([name, status, expect.arrayContaining(['application/problem+json'])])
      else expect(types.length).toBeLessThanOrEqual(1)
      // It says of what it is not ready for; a service that is too busy to say so gives the problem.
      const isNotReady = name === 'get /health/ready' && status === '503'
      expect([name, status, types.length <= (isNotReady ? 2 : 1)]).toEqual([name, status, true])
    }
  })

  test('describes the headers of responses', () => {
    const headersOf = (name: string, status: string) =>
      Object.keys(operations.find(([each]) => each === name)?.[1].responses[status]?.headers ?? {}).sort()
    expect(headersOf('get /v1/games', '200')).toEqual(['ETag', 'Link', 'X-Request-Id'])
    expect(headersOf('get /v1/games/{slug}', '304')).toEqual(['ETag', 'X-Request-Id'])
    expect(headersOf('get /v1/games/{slug}', '308')).toEqual(['Location', 'X-Request-Id'])
    expect(headersOf('get /v1/games', '401')).toEqual(['WWW-Authenticate', 'X-Request-Id'])
    expect(headersOf('get /v1/games', '503')).toEqual(['Retry-After', 'X-Request-Id'])
    expect(headersOf('get /health/live', '200')).toEqual(['X-Request-Id'])
    for (const [name, { responses }] of operations)
      for (const { headers = {} } of Object.values(responses))
        for (const { $ref } of Object.values(headers))
          expect([name, document.components.headers]).toEqual([
            name,
            expect.objectContaining({ [$ref.split('/').at(-1) ?? '']: expect.anything() }),
          ])
  })

  test('names the kinds of problem of each refusal', () => {
    const described = operations.find(([name]) => name === 'get /v1/games')?.[1].responses['400']?.description
    expect(described).toContain('bad_cursor')
    expect(described).toContain('malformed_request')
  })

  test('describes whole numbers as integers', () => {
    const list = operations.find(([name]) => name === 'get /v1/games')?.[1]
    const limit = list?.parameters?.find(({ name }) => name === 'limit')
    expect(limit?.schema).toEqual({ type: 'integer', minimum: 1, maximum: 100 })
  })
})

describe('a response', () => {
  beforeAll(async () => {
    const headers = { authorization: `Bearer ${await testToken('admin')}`, 'content-type': 'application/json' }
    const body = JSON.stringify({ value: 'A trader in space.', reason: 'No source has a summary.' })
    const decided = await ask(app, '/v1/games/elite/overrides/summary', { method: 'PUT', headers, body })
    expect(decided.status).toBe(200)
  })
  const questions: [path: string, operation: string, status: string][] = [
    ['/v1/games', 'get /v1/games', '200'],
    ['/v1/games?fields=title', 'get /v1/games', '200'],
    ['/v1/games?limit=0', 'get /v1/games', '422'],
    ['/v1/games?cursor=x', 'get /v1/games', '400'],
    ['/v1/games/tetris?include=provenance', 'get /v1/games/{slug}', '200'],
    ['/v1/games/tetris/similar', 'get /v1/games/{slug}/similar', '200'],
    ['/v1/games/nobody/similar', 'get /v1/games/{slug}/similar', '404'],
    ['/v1/games/nobody', 'get /v1/games/{slug}', '404'],
    ['/v1/games/elite/history', 'get /v1/games/{slug}/history', '200'],
    ['/v1/decisions', 'get /v1/decisions', '200'],
    ['/v1/search?q=tetris&explain=true&facets=platform,genre,year,company', 'get /v1/search', '200'],
    ['/v1/search?facets=platform,genre,year,company', 'get /v1/search', '200'],
    ['/v1/suggest?q=tet', 'get /v1/suggest', '200'],
    ['/v1/suggest?q=', 'get /v1/suggest', '422'],
    ['/v1/platforms', 'get /v1/platforms', '200'],
    ['/v1/genres', 'get /v1/genres', '200'],
    ['/v1/regions', 'get /v1/regions', '200'],
    ['/v1/boards', 'get /v1/boards', '200'],
    ['/v1/companies', 'get /v1/companies', '200'],
    ['/v1/companies?cursor=x', 'get /v1/companies', '400'],
    ['/v1/changes', 'get /v1/changes', '200'],
    ['/v1/changes?after=x', 'get /v1/changes', '400'],
    ['/v1/sources', 'get /v1/sources', '200'],
    ['/v1/platforms?used=true', 'get /v1/platforms', '200'],
    ['/v1/companies?q=nin&used=true', 'get /v1/companies', '200'],
    ['/v1/stats?by=year,platform&genreNot=nothing', 'get /v1/stats', '422'],
    ['/v1/stats?by=year,platform', 'get /v1/stats', '200'],
    ['/health/live', 'get /health/live', '200'],
    ['/health/ready', 'get /health/ready', '200'],
  ]
  for (const [path, name, status] of questions)
    test(`matches its description, without further members: ${path}`, async () => {
      const response = await ask(app, path, { headers: { authorization: `Bearer ${await testToken('admin')}` } })
      expect(String(response.status)).toBe(status)
      const described = operations.find(([each]) => each === name)?.[1].responses[status]?.content ?? {}
      const [type = '', content] = Object.entries(described)[0] ?? []
      expect(response.headers.get('content-type')).toStartWith(type)
      const ajv = new Ajv2020({ strict: false, validateFormats: false })
      ajv.addSchema(document as unknown as Schema, 'api')
      const schema = JSON.parse(JSON.stringify(sealed(content?.schema ?? {})).replaceAll('"#/', '"api#/'))
      const body = await response.json()
      expect([ajv.validate(schema, body), ajv.errorsText()]).toEqual([true, 'No errors'])
    })
})

/** Returns the schema changed so that it refuses undeclared members. */
function sealed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(sealed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inside = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, sealed(value)]))
  return 'properties' in schema ? { ...inside, additionalProperties: false } : inside
}

describe('/swagger', () => {
  test('loads nothing from other sites and has no inline script', async () => {
    const response = await ask(app, '/swagger', { headers: {} })
    const page = await response.text()
    expect(page).not.toMatch(/https?:\/\//)
    expect(page).not.toMatch(/<script>/)
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'")
    for (const [, asset = ''] of page.matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(PUBLIC_PATHS.has(asset)).toBe(true)
      expect((await ask(app, asset, { headers: {} })).status).toBe(200)
    }
  })
})

test('says that a token is optional where GUEST lets callers without one read, and nowhere else', async () => {
  const securityOf = async (guest: 'off' | 'read') => {
    const { paths } = (await (
      await ask(createTestApp(stores, { guest }), '/swagger/json', { headers: {} })
    ).json()) as Document
    return Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, { security }]) => ({ name: `${method} ${path}`, security: security ?? [] })),
    )
  }
  const [open, closed] = [await securityOf('read'), await securityOf('off')]
  for (const [at, { name, security }] of closed.entries()) {
    const isRead = JSON.stringify(security) === '[{"bearer":["read"]},{"apiKey":["read"]}]'
    expect([name, open[at]?.security]).toEqual([name, isRead ? [{}, ...security] : security])
    expect([name, security.some((each) => Object.keys(each).length === 0)]).toEqual([name, false])
  }
  expect(closed.filter((each, at) => each.security.length < (open[at]?.security.length ?? 0)).length).toBeGreaterThan(
    10,
  )
})
