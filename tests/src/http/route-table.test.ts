import { describe, expect, test } from 'bun:test'
import { Elysia } from 'elysia'
import * as fc from 'fast-check'
import { createRouteTable } from '#src/http/routes'

const ROUTES: [method: 'GET' | 'POST' | 'PUT', path: string][] = [
  ['GET', '/'],
  ['GET', '/a'],
  ['POST', '/a'],
  ['GET', '/a/:x'],
  ['POST', '/a/b'],
  ['PUT', '/a/:x/c'],
  ['GET', '/a/b/:y'],
  ['GET', '/a/:x/c/:y'],
  ['POST', '/a/b/c'],
  ['GET', '/b/'],
]

const open = { detail: { security: [] } }
const app = new Elysia({ handler: { standardHostname: false }, systemRouter: false })
for (const [method, path] of ROUTES) app.route(method, path, () => path, open)
const findPlace = createRouteTable(() => app.routes)

const aSegment = fc.constantFrom(
  'a',
  'b',
  'c',
  'A',
  '',
  '%61',
  '%2F',
  'b%2Fc',
  ':x',
  '*',
  'é',
  '.',
  '..',
  'x'.repeat(500),
)
const aPath = fc.array(aSegment, { maxLength: 6 }).map((segments) => `/${segments.join('/')}`)

describe('the table of routes', () => {
  test('finds for every path and method the route that the router runs', () =>
    fc.assert(
      fc.asyncProperty(
        aPath,
        fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'),
        async (path, method) => {
          const request = new Request(`http://localhost${path}`, { method })
          const response = await app.handle(request)
          const found = findPlace(request.url.slice('http://localhost'.length))?.routes.get(method)
          const runs = response.status === 404 ? undefined : await response.text()
          if (method === 'HEAD') expect([path, found !== undefined]).toEqual([path, response.status !== 404])
          else expect([path, method, found?.template]).toEqual([path, method, runs])
        },
      ),
      { numRuns: 2000 },
    ))

  test('lists the methods of all patterns that a path has', () => {
    const methodsAt = (path: string) => [...(findPlace(path)?.routes.keys() ?? [])].sort()
    expect(methodsAt('/a/b')).toEqual(['GET', 'HEAD', 'POST'])
    expect(methodsAt('/a/b/c')).toEqual(['GET', 'HEAD', 'POST', 'PUT'])
    expect(methodsAt('/nope')).toEqual([])
  })

  test('does not know a route that says neither a scope nor that it is public', () => {
    const hooks = [
      undefined,
      {},
      { detail: {} },
      { detail: { security: [{}] } },
      { detail: { security: [{ bearer: [] }] } },
    ]
    const known = [...hooks, { detail: { security: [{ bearer: ['reed'] }] } }]
    for (const each of known)
      expect(
        createRouteTable(() => [{ method: 'GET', path: '/a', ...(each && { hooks: each }) }])('/a'),
      ).toBeUndefined()
  })
})
