import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { connect } from 'node:net'
import { type Listening, listen } from '#src/http/listen'
import { createTestApp, testToken } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let service: Listening
const tokens: Record<string, string> = {}

beforeAll(async () => {
  stores = await createTestStores()
  service = listen(createTestApp(stores), { host: '127.0.0.1', port: 0 })
  for (const scope of ['read', 'curate']) tokens[scope] = await testToken(scope)
})
afterAll(async () => {
  await service.stop()
  await stores[Symbol.asyncDispose]()
})

type Answer = { status: number; headers: string; body: string }

/** Sends the head of a request and `body`, and returns the response as soon as its first bytes arrive. */
function send(head: readonly string[], body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1', () =>
      socket.write(`${[...head, 'Host: localhost'].join('\r\n')}\r\n\r\n${body}`),
    )
    socket.on('data', (chunk) => {
      const [headers = '', text = ''] = String(chunk).split('\r\n\r\n')
      resolve({ status: Number(headers.split(' ')[1]), headers, body: text })
      socket.destroy()
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('closed without a response')))
  })
}

const length = (bytes: number) => `Content-Length: ${bytes}`
const MEBIBYTE = 1024 * 1024
const KNOWN = '/v1/games/x/merge'
const VALID = '{"with":"y"}'

/** Every request is wrong in all later respects, too. `body` is what is sent of it, of so many bytes. */
const REFUSALS: [
  status: number,
  code: string,
  method: string,
  path: string,
  scope: string,
  bytes: number,
  body: string,
][] = [
  [401, 'unauthenticated', 'POST', '/v1/nope?%00', 'none', 10 * 1024 * MEBIBYTE, '{'],
  [401, 'unauthenticated', 'PATCH', `${KNOWN}?%00`, 'none', 2 * MEBIBYTE, '{'],
  [404, 'no_such_route', 'POST', '/v1/nope?%00', 'read', 10 * 1024 * MEBIBYTE, '{'],
  [405, 'method_not_allowed', 'PATCH', `${KNOWN}?%00`, 'read', 10 * 1024 * MEBIBYTE, '{'],
  [403, 'forbidden', 'POST', `${KNOWN}?%00`, 'read', 10 * 1024 * MEBIBYTE, '{'],
  [403, 'forbidden', 'POST', `${KNOWN}?unknown=1`, 'read', 5, '{"a"'],
  [413, 'body_too_large', 'POST', `${KNOWN}?%00`, 'curate', 10 * 1024 * MEBIBYTE, '{'],
  [413, 'body_too_large', 'POST', `${KNOWN}?unknown=1`, 'curate', MEBIBYTE + 1, '{'],
  [413, 'body_too_large', 'GET', '/v1/games?unknown=1', 'read', MEBIBYTE + 1, '{'],
  [400, 'malformed_request', 'POST', `${KNOWN}?unknown=1`, 'curate', 4, '{"a"'],
  [400, 'malformed_request', 'POST', `${KNOWN}?a=%00`, 'curate', VALID.length, VALID],
  [422, 'invalid_request', 'POST', `${KNOWN}?unknown=1`, 'curate', VALID.length, VALID],
  [404, 'no_such_game', 'POST', KNOWN, 'curate', VALID.length, VALID],
  [404, 'no_such_route', 'POST', '/swagger/nope', 'none', 10 * 1024 * MEBIBYTE, '{'],
  [405, 'method_not_allowed', 'POST', '/swagger', 'none', 10 * 1024 * MEBIBYTE, '{'],
  [413, 'body_too_large', 'GET', '/swagger', 'none', 10 * 1024 * MEBIBYTE, '{'],
]

describe('of several refusals the first in this order is given', () => {
  for (const [status, code, method, path, scope, bytes, body] of REFUSALS)
    test(`${status} ${code}: ${method} ${path}, scope ${scope}, ${bytes} bytes`, async () => {
      const token = tokens[scope] ? [`Authorization: Bearer ${tokens[scope]}`] : []
      const head = [`${method} ${path} HTTP/1.1`, 'Content-Type: application/json', length(bytes), ...token]
      const answer = await send(head, body)
      expect([answer.status, answer.body]).toEqual([status, expect.stringContaining(`"code":"${code}"`)])
      expect(answer.headers).toMatch(/content-type: application\/problem\+json/i)
    })

  test('a body of another type, without a type, or without bytes is 400', async () => {
    const headers = { authorization: `Bearer ${tokens.curate}` }
    const post = (type: string | undefined, body: string) =>
      fetch(service.url + KNOWN, {
        method: 'POST',
        body,
        headers: { ...headers, ...(type && { 'content-type': type }) },
      })
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data',
      'application/jsonx',
      undefined,
    ])
      expect([type, (await post(type, VALID)).status]).toEqual([type, 400])
    expect((await post('application/json', '')).status).toBe(400)
    for (const type of ['application/json', 'Application/JSON ; charset=utf-8'])
      expect([type, (await post(type, VALID)).status]).toEqual([type, 404])
  })

  test('the body of a route that takes none is not read', async () => {
    const head = [`DELETE /v1/games/x/overrides/title HTTP/1.1`, length(1000), `Authorization: Bearer ${tokens.curate}`]
    expect((await send([...head, 'Content-Type: application/json'], '{')).status).toBe(404)
  })
})

describe('a malformed cursor', () => {
  const LISTS = [
    '/v1/games',
    '/v1/companies',
    '/v1/search',
    '/v1/runs',
    '/v1/review',
    '/v1/quarantine',
    '/v1/decisions',
    '/v1/games/x/history',
  ]
  const statusOf = async (path: string, scope: string) => {
    const response = await fetch(service.url + path, { headers: { authorization: `Bearer ${tokens[scope]}` } })
    return [response.status, ((await response.json()) as { code: string }).code] // safe: a problem
  }
  const scopeOf = (path: string) => (/games$|companies|search|changes/.test(path) ? 'read' : 'curate')

  test('is 400 before any other parameter is looked at', async () => {
    for (const path of LISTS)
      for (const cursor of [
        'garbage',
        '',
        'a.b',
        `.${'a'.repeat(16)}`,
        `W10.${'a'.repeat(17)}`,
        'é',
        `W10.${'a'.repeat(16)}%0A`,
      ])
        expect([
          path,
          cursor,
          ...(await statusOf(`${path}?cursor=${cursor}&unknown=1&limit=x`, scopeOf(path))),
        ]).toEqual([path, cursor, 400, 'bad_cursor'])
    for (const after of ['garbage', '', 'NOW', '-1', '1e3', '1'.repeat(16)])
      expect([after, ...(await statusOf(`/v1/changes?after=${after}&unknown=1`, 'read'))]).toEqual([
        after,
        400,
        'bad_cursor',
      ])
  })

  test('of the right form but of no list of ours is 400, unless something else is wrong with the query', async () => {
    const forged = `W10.${'a'.repeat(16)}`
    for (const path of LISTS) {
      expect([path, ...(await statusOf(`${path}?cursor=${forged}`, scopeOf(path)))]).toEqual([path, 400, 'bad_cursor'])
      expect((await statusOf(`${path}?cursor=${forged}&unknown=1`, scopeOf(path)))[0]).toBe(422)
    }
  })

  test('of no list of ours is 400 before unknown words of filters are refused', async () => {
    for (const path of ['/v1/games', '/v1/search'])
      for (const cursor of ['garbage', `W10.${'a'.repeat(16)}`])
        expect([path, ...(await statusOf(`${path}?platform=abacus&cursor=${cursor}`, 'read'))]).toEqual([
          path,
          400,
          'bad_cursor',
        ])
  })

  test('is an unknown parameter where there are no pages', async () => {
    expect(await statusOf('/v1/platforms?cursor=garbage', 'read')).toEqual([422, 'invalid_request'])
  })
})
