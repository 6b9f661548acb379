import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { Elysia } from 'elysia'
import type { SearchService } from '#db/search/engine'
import { listen } from '#src/http/listen'
import { createTestApp, testToken } from '#tests/support/client'
import { createMemoryLog } from '#tests/support/memory-log'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
let headers: Record<string, string>

beforeAll(async () => {
  stores = await createTestStores()
  headers = { authorization: `Bearer ${await testToken()}` }
})
afterAll(() => stores[Symbol.asyncDispose]())

const anywhere = { host: '127.0.0.1', port: 0 }

/** Returns a search that waits until `release` is called. */
function heldSearch() {
  const started = Promise.withResolvers<void>()
  const release = Promise.withResolvers<void>()
  const search: SearchService = {
    ...stores.search,
    async search(request) {
      started.resolve()
      await release.promise
      return stores.search.search(request)
    },
  }
  return { search, started: started.promise, release: release.resolve }
}

const accepts = (url: string): Promise<boolean> =>
  fetch(`${url}/health/live`, { keepalive: false }).then(
    ({ ok }) => ok,
    () => false,
  )

describe('listening', () => {
  test('on a port in use fails with a sentence and leaves the other service alone', async () => {
    const first = listen(createTestApp(stores), anywhere)
    const port = Number(new URL(first.url).port)
    expect(() => listen(createTestApp(stores), { ...anywhere, port })).toThrow(
      expect.objectContaining({ code: 'port_in_use', message: expect.stringContaining(`Port ${port}`) }),
    )
    expect((await fetch(`${first.url}/health/live`)).status).toBe(200)
    await first.stop({ graceMs: 0 })
  })

  test('is stopped after a grace in which it still accepts, once the requests being answered are finished', async () => {
    const { search, started, release } = heldSearch()
    const service = listen(createTestApp({ ...stores, search }), anywhere)
    const answer = fetch(`${service.url}/v1/search?q=x`, { headers })
    await started
    const stopped = service.stop({ graceMs: 500 })
    const last = await fetch(`${service.url}/health/live`, { keepalive: false })
    expect([last.status, last.headers.get('connection')]).toEqual([200, 'close'])
    while (await accepts(service.url)) await Bun.sleep(50)
    release()
    const { status, headers: sent } = await answer
    expect([status, sent.get('connection')]).toEqual([200, 'close'])
    await stopped
  })

  test('is stopped by its deadline although a request is being answered', async () => {
    const { search, started } = heldSearch()
    const service = listen(createTestApp({ ...stores, search }), anywhere)
    const end = fetch(`${service.url}/v1/search?q=x`, { headers }).then(
      () => 'answered',
      () => 'cut',
    )
    await started
    await service.stop({ graceMs: 0, drainMs: 200 })
    expect(await end).toBe('cut')
  })

  test('finishes a body that it streams', async () => {
    const pieces = 20
    const body = async function* () {
      for (let piece = 0; piece < pieces; piece++) {
        await Bun.sleep(20)
        yield 'x'.repeat(10_000)
      }
    }
    const service = listen(
      new Elysia().get('/', () => new Response(body())),
      anywhere,
    )
    const response = await fetch(service.url)
    const stopped = service.stop({ graceMs: 0 })
    expect((await response.text()).length).toBe(pieces * 10_000)
    await stopped
  })

  test('ends the connections that clients only keep open', async () => {
    const service = listen(createTestApp(stores), anywhere)
    await (await fetch(`${service.url}/v1/games`, { headers })).text()
    await service.stop({ graceMs: 0 })
    expect(await accepts(service.url)).toBe(false)
  })

  test('ends the connection of a redirection, too', async () => {
    const service = listen(createTestApp(stores), anywhere)
    const stopped = service.stop({ graceMs: 300 })
    const { status, headers: sent } = await fetch(service.url, { redirect: 'manual', keepalive: false })
    expect([status, sent.get('connection')]).toEqual([302, 'close'])
    await stopped
  })

  test('a fault that the error handler cannot handle is a problem, not a page with source code', async () => {
    const search: SearchService = { ...stores.search, search: () => Promise.reject(undefined) }
    const { log, lines } = createMemoryLog()
    const service = listen(createTestApp({ ...stores, search }, {}, log), anywhere)
    const response = await fetch(`${service.url}/v1/search?q=x`, { headers })
    expect([response.status, response.headers.get('content-type')]).toEqual([500, 'application/problem+json'])
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    const { code, requestId } = (await response.json()) as Record<string, string>
    expect(code).toBe('internal_error')
    expect(lines.filter(({ level }) => level === 'error')).toMatchObject([{ code: 'internal_error', requestId }])
    await service.stop({ graceMs: 0 })
  })
})
