import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { isPublicPath } from '#tests/support/public-paths'
import type { ReadRoute } from '#tests/support/read-routes'
import { type ReadService, startReadService } from '#tests/support/read-service'

let service: ReadService
let routes: ReadRoute[]
/** Routes that this token may ask: those of an account have tests of their own. */
let answering: ReadRoute[]

beforeAll(async () => {
  service = await startReadService([{ title: 'Tetris 1' }, { title: 'Tetris 2' }])
  routes = service.routes.filter(({ template }) => template.startsWith('/v1/') && !isPublicPath(template))
  answering = routes.filter(({ template }) => !template.startsWith('/v1/me'))
})
afterAll(() => service[Symbol.asyncDispose]())

type Problem = { status: number; code: string; detail: string; requestId: string; errors?: { name: string | null }[] }

async function refusalOf(path: string, headers: Record<string, string> = {}): Promise<Problem> {
  const response = await fetch(service.url + path, { headers: { authorization: service.authorization, ...headers } })
  expect([path.slice(0, 200), response.headers.get('content-type')]).toEqual([
    path.slice(0, 200),
    'application/problem+json',
  ])
  const problem = (await response.json()) as Problem // safe: its type says so
  expect(problem.requestId).toBe(response.headers.get('x-request-id') ?? '')
  return problem
}

const joined = (path: string, pair: string) => `${path}${path.includes('?') ? '&' : '?'}${pair}`

/** Values that a parameter refuses, and what the refusal says is allowed. */
const WRONG: Record<string, { values: string[]; allowed: string }> = {
  limit: {
    values: ['0', '10001', '1e3', 'Infinity', 'NaN', '-1', '', '1.5', '0x10', '%205', '9007199254740993', '5&limit=6'],
    allowed: 'a whole number from 1 to ',
  },
  yearFrom: {
    values: ['1e3', '-1', '10000', 'Infinity', '9007199254740993', '1990&yearFrom=1991'],
    allowed: 'a whole number from 0 to 9999',
  },
  scoreMin: { values: ['101', '1e1', '50&scoreMin=60'], allowed: 'a whole number from 0 to 100' },
  scoreMax: { values: ['101', '94.9'], allowed: 'a whole number from 0 to 100' },
  updatedSince: {
    values: ['2026-04-31', '2026-02-29', 'now', '2026', '2026-01-01&updatedSince=2026-01-02'],
    allowed: 'ISO 8601',
  },
  sort: { values: ['tilte', ''], allowed: 'Order' },
  kind: { values: ['gaem', 'game,,dlc'], allowed: 'one or more of ' },
  fields: { values: ['tilte', 'title,'], allowed: 'one or more of id' },
  platform: { values: ['', ',', 'ps2&platform=pc', 'x'.repeat(101)], allowed: 'separated by commas' },
  run: { values: ['9007199254740993', '1e3'], allowed: 'a whole number' },
  facets: { values: ['platforms'], allowed: 'one or more of platform' },
  explain: { values: ['yes'], allowed: 'true' },
  include: { values: ['all'], allowed: 'Further members' },
  source: { values: ['', ','], allowed: 'separated by commas' },
  status: { values: ['finished'], allowed: 'one or more of' },
}

async function expectNamed(path: string, name: string, value: string, allowed: string): Promise<void> {
  const { status, detail } = await refusalOf(joined(path, `${name}=${value}`))
  expect([path, value, status, detail]).toEqual([path, value, 422, expect.stringContaining(`${name}: `)])
  expect(detail).toMatch(/wrong|more than once/)
  const says = value.includes('&') ? 'send it once' : allowed
  expect([path, value, detail]).toEqual([path, value, expect.stringContaining(says)])
}

describe('a bad value', () => {
  for (const [name, { values, allowed }] of Object.entries(WRONG))
    test(`of ${name} is a problem that names it, what is wrong and what is allowed, on every route that takes it`, async () => {
      const takers = answering.filter(({ takes }) => takes.includes(name))
      expect(takers.length).toBeGreaterThan(0)
      for (const { path } of takers) for (const value of values) await expectNamed(path, name, value, allowed)
    })

  test('is not repeated in the problem', async () => {
    const { detail, errors } = await refusalOf('/v1/games?limit=hunter2&hunter3=1')
    expect(JSON.stringify([detail, errors])).not.toMatch(/hunter/)
  })
})

describe('on every route', () => {
  test('an unknown parameter is refused, with the nearest one and all that there are', async () => {
    for (const { path, takes } of routes) {
      const { status, detail } = await refusalOf(joined(path, 'unknown=1'))
      expect([path, status, detail]).toEqual([path, 422, expect.stringContaining('a name that is not known')])
      expect(detail).toContain(takes.length === 0 ? 'accepts: no parameters in it' : `accepts: ${takes.join(', ')}`)
    }
    expect((await refusalOf('/v1/games?platfrom=ps2')).detail).toContain('did you mean platform?')
    expect((await refusalOf('/v1/search?q=x&facet=year')).detail).toContain('did you mean facets?')
  })

  test('a NUL is refused, wherever it is in the URL', async () => {
    for (const { path } of routes) {
      const { status, detail } = await refusalOf(joined(path, 'limit=%00'))
      expect([path, status, detail]).toEqual([path, 400, expect.stringContaining('NUL')])
    }
    expect((await refusalOf('/v1/games/a%00b')).status).toBe(400)
  })

  test('a URL of 20 kB is refused, with its limit; one of 16 KiB is not', async () => {
    for (const { path } of routes) {
      const { status, code, detail } = await refusalOf(joined(path, `x=${'x'.repeat(20_000)}`))
      expect([path, status, code]).toEqual([path, 414, 'url_too_long'])
      expect(detail).toContain('at most 16384 characters')
    }
    const { length } = `${service.url}/v1/games?x=`
    expect((await refusalOf(`/v1/games?x=${'x'.repeat(16_384 - length)}`)).status).toBe(422)
  })

  test('an Accept without a format of the route is refused, with those it has', async () => {
    for (const { path } of routes) {
      for (const accept of ['application/xml', 'image/*', 'application/json;q=0', 'nonsense']) {
        const { status, code, detail } = await refusalOf(path, { accept })
        expect([path, accept, status, code]).toEqual([path, accept, 406, 'not_acceptable'])
        expect(detail).toMatch(/^Accept: this route answers [a-z/]+/)
      }
    }
    for (const accept of ['*/*', 'application/*', 'application/json', 'text/html, */*;q=0.1', ''])
      expect(
        (await fetch(`${service.url}/v1/platforms`, { headers: { authorization: service.authorization, accept } }))
          .status,
      ).toBe(200)
  })

  const nextOfGames = async () => {
    const page = await fetch(`${service.url}/v1/games?limit=1`, { headers: { authorization: service.authorization } })
    const { next } = (await page.json()) as { next: string } // safe: a page of games
    return { next, edited: `${next.startsWith('A') ? 'B' : 'A'}${next.slice(1)}` }
  }

  test('an edited or a foreign cursor is refused, wherever it comes from', async () => {
    const { next, edited } = await nextOfGames()
    // The cursor of a suggestion to a reconciliation client is the number of those to skip, as the specification says.
    const isPaged = ({ takes, template }: ReadRoute) => takes.includes('cursor') && !template.includes('/suggest/')
    const lists = answering.filter(isPaged)
    const foreign = (template: string) => (template === '/v1/games' ? edited : next)
    for (const { path, template } of lists)
      for (const cursor of [edited, 'x', `${edited}&cursor=x`, foreign(template)])
        expect([path, await refusalOf(joined(path, `cursor=${cursor}`))]).toMatchObject([
          path,
          { status: 400, code: 'bad_cursor', detail: expect.stringMatching(/cursor|first page/) },
        ])
  })

  test('a cursor of another order, or one that is sent twice, is refused', async () => {
    const { next } = await nextOfGames()
    expect((await refusalOf(`/v1/games?sort=-score&cursor=${next}`)).detail).toContain('cursor')
    const twice = await refusalOf(`/v1/games?cursor=${next}&cursor=${next}`)
    expect(twice.detail).toContain('cursor: it is sent more than once')
  })
})
