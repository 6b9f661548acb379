import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { App } from '#src/app'
import { PAGE_PATHS } from '#src/explorer/paths'
import { ask, createTestApp } from '#tests/support/client'
import { createTestStores, type TestStores } from '#tests/support/stores'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

let stores: TestStores
let app: App

beforeAll(async () => {
  stores = await createTestStores()
  app = createTestApp(stores)
})
afterAll(() => stores[Symbol.asyncDispose]())

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') => ask(app, path, { method, headers })

/** Returns the paths of the assets that the document names. */
async function assetPaths(): Promise<string[]> {
  const html = await (await get('/explorer')).text()
  return [...html.matchAll(/"(\/explorer\/assets\/[^"]+)"/g)].map(([, path = '']) => path)
}

describe('the document', () => {
  test('is the same at the address of every page, without a token', async () => {
    const bodies = new Set<string>()
    for (const pattern of PAGE_PATHS) {
      const answer = await get(pattern.replace(':slug', 'portal-2'))
      expect([pattern, answer.status, answer.headers.get('content-type')]).toEqual([
        pattern,
        200,
        'text/html;charset=utf-8',
      ])
      bodies.add(await answer.text())
    }
    expect(bodies.size).toBe(1)
  })

  test('has the strict policy, is checked before each use, and may be shown in no frame', async () => {
    const { headers } = await get('/explorer')
    expect(headers.get('content-security-policy')).toBe(POLICY)
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('cache-control')).toBe('public, no-cache')
  })

  test('is 304 for a client that has it', async () => {
    const etag = (await get('/explorer')).headers.get('etag') ?? ''
    const again = await get('/explorer', { 'if-none-match': etag })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
  })

  test('answers HEAD with its headers and no body', async () => {
    const [whole, head] = [await get('/explorer'), await get('/explorer', {}, 'HEAD')]
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(head.headers.get('content-length')).toBe(String((await whole.arrayBuffer()).byteLength))
  })

  test('says if guests may read', async () => {
    const html = async (guest: 'off' | 'read') => {
      const answer = await ask(createTestApp(stores, { guest }), '/explorer', { headers: {} })
      return /<meta name="vestim-guest" content="(\w+)">/.exec(await answer.text())?.[1]
    }
    expect([await html('off'), await html('read')]).toEqual(['off', 'read'])
  })

  test('is in the language of the browser, or in the one that was chosen', async () => {
    const language = async (headers: Record<string, string>) => {
      const answer = await get('/explorer', headers)
      expect(answer.headers.get('vary')).toBe('Accept-Encoding, Accept-Language, Cookie')
      return /<html lang="(\w+)">/.exec(await answer.text())?.[1]
    }
    expect(await language({})).toBe('en')
    expect(await language({ 'accept-language': 'fr-CA,fr;q=0.9,en;q=0.8' })).toBe('fr')
    expect(await language({ 'accept-language': 'de, fr;q=0.2, en;q=0.8' })).toBe('en')
    expect(await language({ 'accept-language': 'de' })).toBe('en')
    expect(await language({ 'accept-language': 'fr', cookie: 'vestim_language=en' })).toBe('en')
    expect(await language({ 'accept-language': 'fr', cookie: 'vestim_language=../de' })).toBe('fr')
  })

  test('is not at other addresses: 404 below /explorer, and other methods are 405', async () => {
    for (const path of ['/explorer/nope', '/explorer/games', '/explorer/games/a/b', '/explorer/x/y/z'])
      expect([path, (await get(path)).status]).toEqual([path, 404])
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await get('/explorer', {}, method)).status).toBe(405)
  })
})

describe('an unknown address below /explorer/', () => {
  const BROWSER = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'accept-language': 'fr' }

  test('is the document for a browser, as 404 that nobody keeps, in its language', async () => {
    const page = await get('/explorer/nope', BROWSER)
    const { headers } = page
    expect([page.status, headers.get('content-type')]).toEqual([404, 'text/html;charset=utf-8'])
    expect(headers.get('content-security-policy')).toBe(POLICY)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('vary')).toContain('Accept, Accept-Language, Cookie')
    expect(await page.text()).toBe(await (await get('/explorer', BROWSER)).text())
    const etag = (await get('/explorer', BROWSER)).headers.get('etag') ?? ''
    expect((await get('/explorer/x/y', { ...BROWSER, 'if-none-match': etag })).status).toBe(404)
    const head = await get('/explorer/nope', BROWSER, 'HEAD')
    expect([head.status, await head.text()]).toEqual([404, ''])
  })

  test('is a problem for every other client, method and asset', async () => {
    const isProblem = async (path: string, headers: Record<string, string>, method = 'GET') => {
      const answer = await get(path, headers, method)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'application/problem+json'])
    }
    for (const accept of ['*/*', 'application/json', 'application/json, text/html'])
      await isProblem('/explorer/nope', { accept })
    await isProblem('/explorer/nope', {})
    await isProblem('/explorer/nope', BROWSER, 'POST')
    await isProblem('/explorer/assets/nope.js', BROWSER)
    await isProblem('/v1/auth/nope', BROWSER)
  })
})

describe('the assets', () => {
  test('have a hash in their name and may be kept for a year', async () => {
    const paths = await assetPaths()
    expect(paths.map((path) => path.replace(/-[a-z0-9]{8}\./, '-HASH.')).sort()).toEqual([
      '/explorer/assets/index-HASH.css',
      '/explorer/assets/index-HASH.js',
    ])
    for (const path of paths) {
      const { status, headers } = await get(path)
      expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
      expect(headers.get('content-security-policy')).toBe(POLICY)
      expect(headers.get('vary')).toBe('Accept-Encoding')
    }
  })

  test('are sent in the shortest coding that the client accepts, with the same content', async () => {
    for (const path of await assetPaths()) {
      const body = async (coding: string) => {
        const answer = await get(path, { 'accept-encoding': coding })
        return { coding: answer.headers.get('content-encoding'), bytes: Buffer.from(await answer.arrayBuffer()) }
      }
      const [plain, gzip, brotli] = [await body('identity'), await body('gzip'), await body('gzip, deflate, br')]
      expect([plain.coding, gzip.coding, brotli.coding]).toEqual([null, 'gzip', 'br'])
      expect(gunzipSync(gzip.bytes).equals(plain.bytes)).toBe(true)
      expect(brotliDecompressSync(brotli.bytes).equals(plain.bytes)).toBe(true)
      expect((await body('br;q=0, gzip')).coding).toBe('gzip')
    }
  })

  test('of another release are 404, also without a token', async () => {
    for (const name of ['index-00000000.js', '..%2f..%2fpackage.json', 'index.html', '%00'])
      expect([name, (await get(`/explorer/assets/${name}`)).status >= 400]).toEqual([name, true])
    expect(await (await get('/explorer/assets/index-00000000.js')).text()).toContain('"no_such_route"')
  })

  test('name nothing that is served elsewhere', async () => {
    // Names of namespaces, and of a service that is called in the process, which are never fetched.
    const names = ['http://www.w3.org/', 'http://e.ly']
    for (const path of await assetPaths()) {
      const found = (await (await get(path)).text()).match(/(?:https?:)?\/\/[a-z0-9-]+\.[a-z]+[^\s"'`)]*/gi) ?? []
      expect(found.filter((url) => !names.some((name) => url.startsWith(name)))).toEqual([])
    }
  })
})

describe('/', () => {
  test('leads a browser to the explorer, and any other client to the documentation', async () => {
    const to = async (headers: Record<string, string>) => {
      const answer = await get('/', headers)
      return [answer.status, answer.headers.get('location')]
    }
    expect(await to({ accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })).toEqual([302, '/explorer'])
    for (const headers of [{}, { accept: '*/*' }, { accept: 'application/json' }, { accept: 'text/html;q=0' }])
      expect(await to(headers)).toEqual([302, '/swagger'])
  })
})
