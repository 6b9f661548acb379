import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
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

describe('listening', () => {
  test('on a port in use fails with a sentence and leaves the other service alone', async () => {
    const first = listen(createTestApp(stores), anywhere)
    const port = Number(new URL(first.url).port)
    expect(() => listen(createTestApp(stores), { ...anywhere, port })).toThrow(
      expect.objectContaining({ code: 'port_in_use', message: expect.stringContaining(`Port ${port}`) }),
    )
    expect((await fetch(`${first.url}/health/live`)).status).toBe(200)
    await first.stop()
  })

  test('ends once the requests being answered are finished, and accepts no more', async () => {
    const { search, started, release } = heldSearch()
    const service = listen(createTestApp({ ...stores, search }), anywhere)
    const answer = fetch(`${service.url}/v1/search?q=x`, { headers })
    await started
    const stopped = service.stop()
    expect(fetch(`${service.url}/health/live`, { keepalive: false })).rejects.toThrow()
    release()
    expect((await answer).status).toBe(200)
    await stopped
  })

  test('ends at once if clients only keep their connections open', async () => {
    const service = listen(createTestApp(stores), anywhere)
    await (await fetch(`${service.url}/v1/games`, { headers })).text()
    await service.stop()
    expect(fetch(`${service.url}/health/live`)).rejects.toThrow()
  })

  test('a fault that the error handler cannot handle is a problem, not a page with source code', async () => {
    const search: SearchService = { ...stores.search, search: () => Promise.reject(undefined) }
    const { log, lines } = createMemoryLog()
    const service = listen(createTestApp({ ...stores, search }, {}, log), anywhere)
    const response = await fetch(`${service.url}/v1/search?q=x`, { headers })
    expect([response.status, response.headers.get('content-type')]).toEqual([500, 'application/problem+json'])
    const { code, requestId } = (await response.json()) as Record<string, string>
    expect(code).toBe('internal_error')
    expect(lines).toMatchObject([{ level: 'error', code: 'internal_error', requestId }])
    await service.stop()
  })
})
