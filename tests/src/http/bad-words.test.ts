import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { TSchema } from 'elysia'
import { wordsOfList } from '#src/http/word-list'
import { load, memorySource } from '#tests/support/memory-source'
import { type ReadService, startReadService } from '#tests/support/read-service'

let service: ReadService

beforeAll(async () => {
  service = await startReadService([{ title: 'Tetris 1' }, { title: 'Tetris 2' }])
  await load(
    service.stores,
    memorySource('my-list', [[{ key: 'a', title: 'Elite' }, { key: 'b', title: '' }, 'no record']]),
  )
})
afterAll(() => service[Symbol.asyncDispose]())

type Answer = { status: number; code?: string; detail: string; errors?: { name: string | null }[]; items?: unknown[] }

async function send(path: string, body?: unknown, method = body === undefined ? 'GET' : 'POST'): Promise<Answer> {
  const headers = { authorization: service.authorization, 'content-type': 'application/json' }
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) }
  const response = await fetch(service.url + path, init)
  return { ...((await response.json()) as Answer), status: response.status }
}

describe('a word of a closed set that is not known is refused, with the nearest one', () => {
  test.each([
    ['/v1/games?sort=released', '-released'],
    ['/v1/games?fields=tilte', 'title'],
    ['/v1/games?fields=title,platfroms', 'platforms'],
    ['/v1/games?kind=gaem', 'game'],
    ['/v1/games/tetris-1?include=provenence', 'provenance'],
    ['/v1/search?facets=platforms', 'platform'],
    ['/v1/stats?by=yaer', 'year'],
    ['/v1/stats?by=year,platfrom', 'platform'],
    ['/v1/stats?by=year&sort=games', '-games'],
    ['/v1/companies?used=ture', 'true'],
    ['/v1/runs?status=doen', 'done'],
    ['/v1/quarantine?reason=missing_titel', 'missing_title'],
    ['/v1/decisions?kind=megre', 'merge'],
    ['/v1/decisions?state=activ', 'active'],
    ['/v1/runs?source=my-lsit', 'my-list'],
    ['/v1/quarantine?source=my-lsit', 'my-list'],
    ['/v1/games?platfrom=ps2', 'platform'],
    ['/v1/runs?sources=my-list', 'source'],
    ['/v1/decisions?autor=cli', 'author'],
  ])('%s: %s', async (path, near) => {
    const { status, code, detail } = await send(path)
    expect([path, status, code]).toEqual([path, 422, 'invalid_request'])
    expect(detail).toMatch(new RegExp(`(did you mean|nearest are).* ${near}\\b`))
  })

  test('and nothing is near where nothing was sent, or where a list is not allowed', async () => {
    expect((await send('/v1/games?fields=title,')).detail).not.toContain('did you mean')
    expect((await send('/v1/companies?used=true,true')).detail).toContain('used: it has a wrong value; it takes: ')
    expect((await send('/v1/games?genre=%E2%80%8B')).detail).not.toContain('nearest')
    expect((await send('/v1/companies?q=%20')).detail).toContain('q: it has a wrong value; it takes: Part of a name')
    expect((await send('/v1/games?yearFrom=2&yearTo=1')).detail).toContain('; it takes: a year that is not later')
  })

  test('on every route that lists what a loader did, and never as an empty page', async () => {
    for (const path of [
      '/v1/runs?source=nobody',
      '/v1/quarantine?source=nobody',
      '/v1/quarantine?run=999999999999999',
    ]) {
      const { status, detail, errors } = await send(path)
      const name = /[?](\w+)=/.exec(path)?.[1] ?? ''
      expect([path, status, errors?.map((error) => error.name)]).toEqual([path, 422, [name]])
      expect(detail).toStartWith(`${name}: `)
      expect(detail).toMatch(/\/v1\/(sources|runs) lists? them/)
    }
    expect((await send('/v1/quarantine?run=1&source=my-list&reason=destroyed_text')).items).toEqual([])
    expect((await send('/v1/decisions?author=nobody')).items).toEqual([])
  })
})

describe('a word that a list has twice is refused', () => {
  test('in every parameter that is a list, by its name', async () => {
    const lists = service.app.routes.flatMap(({ method, path, hooks }) => {
      const query = (hooks as { query?: TSchema }).query?.properties ?? {} // safe: the hooks of a route hold its schemas
      const names = Object.entries<TSchema>(query).filter(([, schema]) => wordsOfList(schema))
      return method === 'GET'
        ? names.map(([name, schema]) => ({ path, name, word: String(schema.examples?.[0]).split(',')[0] }))
        : []
    })
    expect(new Set(lists.map(({ name }) => name))).toEqual(
      new Set(
        'platform platformAll platformNot genre genreAll genreNot company companyAll companyNot source kind fields facets by status reason event'.split(
          ' ',
        ),
      ),
    )
    for (const { path, name, word } of lists) {
      const by = path === '/v1/stats' && name !== 'by' ? 'by=year&' : ''
      for (const twice of [`${word},${word}`, `${word}%2c${word}`]) {
        const { status, detail, errors } = await send(`${path}?${by}${name}=${twice}`)
        expect([path, name, status, errors?.map((error) => error.name)]).toEqual([path, name, 422, [name]])
        expect(detail).toContain(`${name}: it has a word more than once`)
      }
    }
  })

  test('and what is no list may have commas', async () => {
    expect((await send('/v1/search?q=tetris,tetris')).status).toBe(200)
    expect((await send('/v1/decisions?author=a,a')).status).toBe(200)
  })
})

describe('a member of a body that is not known is refused, with the nearest one', () => {
  test.each([
    ['/v1/ids/resolve', { idz: [] }, 'ids'],
    ['/v1/games/tetris-1/merge', { with: 'tetris-2', reson: 'x' }, 'reason'],
    ['/v1/games/tetris-1/split', { record: [] }, 'records'],
    ['/v1/review/1', { verdict: 'same', reasons: 'x' }, 'reason'],
    ['/v1/review/1', { verdict: 'smae' }, 'same'],
    [
      '/v1/games/tetris-1/split',
      {
        records: [
          { source: 'a', dataset: 'b', key: 'c' },
          { source: 'a', datset: 'b', key: 'c' },
        ],
      },
      'item 2: its member dataset: it is missing',
    ],
    [
      '/v1/games/tetris-1/split',
      { records: [{ source: 'a', dataset: 'b', key: 'c', kee: 1 }] },
      'item 1: it has a name that is not known (did you mean key?)',
    ],
    ['/v1/games/tetris-1/split', { records: [] }, 'records: it has 0 items; '],
    ['/v1/ids/resolve', { ids: Array(1_001).fill({ source: 'steam', id: '1' }) }, 'ids: it has 1001 items; '],
  ])('%s %j', async (path, body, near) => {
    const { status, detail } = await send(path, body)
    expect([path, status]).toEqual([path, 422])
    expect(detail).toContain(near.includes(' ') ? near : `did you mean ${near}?`)
  })

  test('in an id it is an error of the item', async () => {
    const { items } = await send('/v1/ids/resolve', {
      ids: [
        { source: 'steam', id: '1', sourse: 'x' },
        { sorce: 'steam', id: '1' },
      ],
    })
    expect(items).toMatchObject([
      { error: { code: 'malformed_id', detail: expect.stringContaining('did you mean source?') } },
      { error: { code: 'malformed_id', detail: expect.stringContaining('`source`') } },
    ])
  })
})
