import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { gunzipSync } from 'node:zlib'
import { Elysia } from 'elysia'
import { gzipped } from '#src/http/gzip'
import { listen } from '#src/http/listen'
import { createTestApp } from '#tests/support/client'
import { type RawAnswer, rawAnswer } from '#tests/support/raw-answer'
import type { ReadRoute } from '#tests/support/read-routes'
import { type ReadService, startReadService } from '#tests/support/read-service'
import type { TestStores } from '#tests/support/stores'

let service: ReadService
let stores: TestStores
let routes: ReadRoute[]
let authorization: string

beforeAll(async () => {
  service = await startReadService(Array.from({ length: 20 }, (_, at) => ({ title: `Tetris ${at}`, year: 1984 + at })))
  ;({ stores, routes, authorization } = service)
})
afterAll(() => service[Symbol.asyncDispose]())

const send = (method: string, path: string, headers: Record<string, string> = {}) =>
  rawAnswer(service.url, method, path, { authorization, 'accept-encoding': 'identity', ...headers })

/** Headers that differ from response to response: a quota counts both. The length of a search does where it takes ten milliseconds. */
const VARYING = /^(date|x-request-id|ratelimit):/i
const lengthOf = (path: string) => (path.startsWith('/v1/search') ? /^content-length: \d+/ : /^$/)
const stable = (lines: readonly string[]) =>
  lines
    .filter((line) => !VARYING.test(line))
    .map((line) => line.replace(/^[^:]+/, (name) => name.toLowerCase()))
    .sort()

describe('HEAD', () => {
  test('has the status and the headers of GET on every route, and no body', async () => {
    for (const { path } of routes)
      for (const asked of [path, `${path}${path.includes('?') ? '&' : '?'}unknown=1`]) {
        const [get, head] = [await send('GET', asked), await send('HEAD', asked)]
        expect([asked, head.status, head.body.length]).toEqual([asked, get.status, 0])
        const known = (lines: string[]) => stable(lines).filter((line) => !lengthOf(asked).test(line))
        expect([asked, known(head.headers)]).toEqual([asked, known(get.headers)])
      }
  })

  test('has no body where it is refused, and the length of the refusal', async () => {
    for (const [path, status, headers] of [
      ['/v1/games', 401, { authorization: '' }],
      ['/v1/nope', 404, {}],
      ['/v1/games/nobody', 404, {}],
      ['/v1/games/x/merge', 405, {}],
      ['/health/nope', 404, { authorization: '' }],
    ] as const) {
      const [get, head] = [await send('GET', path, headers), await send('HEAD', path, headers)]
      expect([path, head.status, head.body.length]).toEqual([path, status, 0])
      expect([path, stable(head.headers)]).toEqual([path, stable(get.headers)])
    }
  })

  test('does not compress a body only to learn its length', async () => {
    const head = await send('HEAD', '/v1/games', { 'accept-encoding': 'gzip' })
    expect(head.headers.join('\n')).toMatch(/content-encoding: gzip/i)
    expect(head.headers.join('\n')).not.toMatch(/content-length/i)
  })
})

const headerOf = ({ headers }: { headers: string[] }, name: string) =>
  headers.find((line) => line.toLowerCase().startsWith(`${name}: `))?.slice(name.length + 2)

type Kept = { path: string; etag: string; first: RawAnswer }

describe('a copy', () => {
  const kept = async (): Promise<Kept[]> => {
    const all = await Promise.all(routes.map(async ({ path }) => ({ path, first: await send('GET', path) })))
    return all.flatMap(({ path, first }) => {
      const etag = headerOf(first, 'etag')
      return etag === undefined ? [] : [{ path, etag, first }]
    })
  }

  const expectUnchanged = async ({ path, etag, first }: Kept, held: string, method: string) => {
    const again = await send(method, path, { 'if-none-match': held })
    const names = ['etag', 'vary', 'cache-control', 'content-encoding']
    expect([path, held, again.status, again.body.length]).toEqual([path, held, 304, 0])
    expect(names.map((name) => headerOf(again, name))).toEqual([
      etag,
      ...names.slice(1, 3).map((name) => headerOf(first, name)),
      undefined,
    ])
    expect([path, headerOf(again, 'content-type')]).toEqual([path, undefined])
  }

  test('of every read may be kept: it has an ETag, and is 304 to whoever has it', async () => {
    for (const copy of await kept()) {
      const opaque = copy.etag.slice(3, -1)
      expect([copy.path, headerOf(copy.first, 'cache-control')]).toEqual([
        copy.path,
        expect.stringMatching(/^(private|public), (no-cache|max-age=60)$/),
      ])
      for (const held of [`W/"${opaque}"`, `"${opaque}"`, '*', `"x", W/"y,${opaque}" , ${copy.etag}`])
        for (const method of ['GET', 'HEAD']) await expectUnchanged(copy, held, method)
    }
  }, 30_000)

  test('that is another one is not taken for this one', async () => {
    const [copy] = await kept()
    const opaque = copy?.etag.slice(3, -1)
    for (const other of ['"x"', `"y,${opaque}"`, opaque ?? '', '', `x ${copy?.etag}`])
      expect([other, (await send('GET', copy?.path ?? '', { 'if-none-match': other })).status]).toEqual([other, 200])
  })

  test('of the vocabulary may be used for a minute, and of games once it has been checked', async () => {
    const control = async (path: string) => headerOf(await send('GET', path), 'cache-control')
    for (const path of ['/v1/platforms', '/v1/genres', '/v1/regions', '/v1/boards', '/v1/companies', '/v1/sources'])
      expect([path, await control(path)]).toEqual([path, 'private, max-age=60'])
    for (const path of ['/v1/games', '/v1/games/tetris-1', '/v1/search?q=tetris', '/v1/changes'])
      expect([path, await control(path)]).toEqual([path, 'private, no-cache'])
  })

  test('of a refusal or of a decision is not kept', async () => {
    for (const path of ['/v1/nope', '/v1/games/nobody', '/v1/games?limit=0', '/v1/platforms?x=1']) {
      const answer = await send('GET', path, { 'if-none-match': '*' })
      expect([path, answer.status >= 400, headerOf(answer, 'cache-control'), headerOf(answer, 'etag')]).toEqual([
        path,
        true,
        'no-store',
        undefined,
      ])
    }
    expect(headerOf(await send('DELETE', '/v1/games/nobody/overrides/title'), 'cache-control')).toBe('no-store')
  })

  test('may be shared by callers without a token only', async () => {
    const open = listen(createTestApp(stores, { guest: 'read' }), { host: '127.0.0.1', port: 0 })
    const control = async (path: string, headers: Record<string, string>) =>
      headerOf(await rawAnswer(open.url, 'GET', path, headers), 'cache-control')
    expect(await control('/v1/games', {})).toBe('public, no-cache')
    expect(await control('/v1/platforms', {})).toBe('public, max-age=60')
    expect(await control('/v1/games', { authorization })).toBe('private, no-cache')
    expect(await control('/v1/games', { authorization: 'Bearer x' })).toBe('no-store')
    await open.stop({ graceMs: 0, drainMs: 100 })
  })
})

describe('gzip', () => {
  const encodingOf = async (path: string, accept: string) =>
    headerOf(await send('GET', path, { 'accept-encoding': accept }), 'content-encoding')

  test('is what a client gets that accepts it, for more than 1 kB', async () => {
    for (const accept of [
      'gzip',
      'GZIP',
      'deflate, gzip;q=0.5',
      '*',
      'x-gzip',
      'br;q=1, *;q=0.1',
      'gzip, identity;q=0.5',
    ])
      expect([accept, await encodingOf('/v1/games', accept)]).toEqual([accept, 'gzip'])
    for (const accept of [
      '',
      'identity',
      'br',
      'gzip;q=0',
      'gzip;q=0.000',
      'gzip;q=0, *',
      '*;q=0',
      'gzip;q=.5',
      'gzip;q=0.5, identity',
    ])
      expect([accept, await encodingOf('/v1/games', accept)]).toEqual([accept, undefined])
    expect(await encodingOf('/v1/sources', 'gzip')).toBeUndefined()
  })

  test('has the bytes that are sent without it, the same weak ETag, and their own length', async () => {
    const [plain, packed] = [
      await send('GET', '/v1/games'),
      await send('GET', '/v1/games', { 'accept-encoding': 'gzip' }),
    ]
    expect(gunzipSync(packed.body).toString()).toBe(plain.body.toString())
    expect(headerOf(packed, 'etag')).toBe(headerOf(plain, 'etag') ?? '')
    expect(headerOf(packed, 'content-length')).toBe(String(packed.body.length))
    expect(packed.body.length).toBeLessThan(plain.body.length / 2)
    expect(headerOf(plain, 'vary')).toContain('Accept-Encoding')
  })

  test('of a long body is made in another thread: the event loop turns meanwhile', async () => {
    const body = Buffer.from(
      Array.from({ length: 20_000 }, (_, at) => `{"title":"Tetris ${at}","score":${(at * 7919) % 97}}`).join(),
    )
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    const packed = await gzipped(body)
    clearInterval(timer)
    expect(gunzipSync(packed).equals(body)).toBe(true)
    expect(turns).toBeGreaterThan(1)
  })

  test('is also how the pages of the documentation are sent', async () => {
    const script = '/swagger/swagger-ui-bundle.js'
    const [plain, packed] = [await send('GET', script), await send('GET', script, { 'accept-encoding': 'gzip' })]
    expect(packed.body.length).toBeLessThan(plain.body.length / 2)
    expect(gunzipSync(packed.body).equals(plain.body)).toBe(true)
  })
})

describe('a response that a route makes itself', () => {
  test('is left alone, and not read for HEAD', async () => {
    let pulls = 0
    const stream = () =>
      new ReadableStream({
        pull(controller) {
          pulls += 1
          controller.enqueue(new TextEncoder().encode('x'.repeat(2000)))
          if (pulls > 5) controller.close()
        },
      })
    const streaming = createTestApp(stores).use(
      new Elysia().get('/health/stream', () => new Response(stream(), { headers: { 'content-type': 'text/csv' } }), {
        detail: { security: [] },
      }),
    )
    const open = listen(streaming, { host: '127.0.0.1', port: 0 })
    const head = await rawAnswer(open.url, 'HEAD', '/health/stream', { 'accept-encoding': 'gzip' })
    expect([head.status, head.body.length, headerOf(head, 'content-length')]).toEqual([200, 0, undefined])
    expect(pulls).toBeLessThan(3)
    const get = await rawAnswer(open.url, 'GET', '/health/stream', { 'accept-encoding': 'gzip' })
    expect([headerOf(get, 'content-encoding'), headerOf(get, 'etag'), get.status]).toEqual([undefined, undefined, 200])
    await open.stop({ graceMs: 0, drainMs: 100 })
  })
})
