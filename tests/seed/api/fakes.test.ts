import { describe, expect, test } from 'bun:test'
import { CREDENTIALS, type FakeIgdb, type FakeIgdbOptions, startFakeIgdb } from '#tests/support/fake-igdb'
import { type FakeWikidataOptions, startFakeWikidata } from '#tests/support/fake-wikidata'
import { anItem, FIXTURE_ITEMS } from '#tests/support/play-wikidata'
import { createVirtualClock } from './virtual-clock'

const ROMEO = { id: 1, name: 'Romeo & Juliet', genres: [{ id: 5, name: 'Shooter' }], updated_at: 7 }

async function withIgdb<T>(fake: Partial<FakeIgdbOptions>, work: (served: FakeIgdb) => Promise<T>): Promise<T> {
  await using served = startFakeIgdb({
    games: [ROMEO, { id: 2, name: 'Hamlet' }],
    clock: createVirtualClock(),
    ...fake,
  })
  return await work(served)
}

async function tokenOf({ url }: FakeIgdb, form: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams({ client_id: CREDENTIALS.id, client_secret: CREDENTIALS.secret, ...form })
  return fetch(`${url}/oauth2/token`, { method: 'POST', body })
}

/** Asks the fake with a token of its own. */
async function query(served: FakeIgdb, body: string, path = 'games'): Promise<Response> {
  const { access_token: token } = (await (await tokenOf(served)).json()) as { access_token: string } // safe: the fake says so
  const headers = { 'client-id': CREDENTIALS.id, authorization: `Bearer ${token}` }
  return fetch(`${served.url}/v4/${path}`, { method: 'POST', body, headers })
}

describe('the IGDB of these tests answers as the real one does', () => {
  test.each<[string, string, string, number, unknown]>([
    [
      'ids of other objects',
      'games',
      'fields name,genres; where id > 0; limit 1;',
      200,
      [{ id: 1, name: 'Romeo & Juliet', genres: [5] }],
    ],
    [
      'other objects as asked for',
      'games',
      'fields genres.name; limit 1;',
      200,
      [{ id: 1, genres: [{ id: 5, name: 'Shooter' }] }],
    ],
    ['no key where there is no value', 'games', 'fields genres.name; where id > 1;', 200, [{ id: 2 }]],
    ['an empty list where nothing is found', 'games', 'fields name; where id > 2;', 200, []],
    ['a count', 'games/count', 'where updated_at > 0;', 200, { count: 1 }],
    ['a list for a syntax error', 'games', 'fields name', 400, [{ title: 'Syntax Error', status: 400 }]],
    [
      'a list for a field it has not',
      'games',
      'fields nam;',
      400,
      [{ title: 'Invalid Field', status: 400, cause: 'nam is not a valid field name' }],
    ],
    [
      'a refusal of more than 500',
      'games',
      'fields name; limit 501;',
      403,
      [{ title: 'Forbidden', status: 403, cause: 'The limit is too high, maximum 500' }],
    ],
  ])('with %s', async (_, path, body, status, expected) => {
    const answer = await withIgdb({}, async (served) => {
      const response = await query(served, body, path)
      return [response.status, await response.json()]
    })
    expect(answer).toEqual([status, expected])
  })

  test('on many lines, its ampersand escaped, the number of all games beside it', async () => {
    const [text, count] = await withIgdb({}, async (served) => {
      const response = await query(served, 'fields name; limit 1;')
      return [await response.text(), response.headers.get('x-count')]
    })
    expect(text).toBe('[\n  {\n    "id": 1,\n    "name": "Romeo \\u0026 Juliet"\n  }\n]')
    expect(count).toBe('2')
  })

  test('with 429 and no Retry-After to the fifth request of a second', async () => {
    const answers = await withIgdb({}, async (served) => {
      const responses: Response[] = []
      for (let time = 0; time < 5; time++) responses.push(await query(served, 'fields name;'))
      return responses
    })
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429])
    expect(answers[4]?.headers.get('retry-after')).toBeNull()
    expect(await answers[4]?.json()).toEqual({ message: 'Too Many Requests' })
  })

  test.each([
    [{ client_id: 'x' }, 400, 'invalid client'],
    [{ client_secret: 'x' }, 403, 'invalid client secret'],
  ])('and Twitch refuses %j', async (form, status, message) => {
    const response = await withIgdb({}, (served) => tokenOf(served, form))
    expect(await response.json()).toEqual({ status, message })
  })
})

describe('the Wikidata of these tests answers as the real one does', () => {
  const ask = async (text: string, fake: Partial<FakeWikidataOptions> = {}, agent = 'X/1 (https://example.org)') => {
    await using served = startFakeWikidata({ items: FIXTURE_ITEMS, clock: createVirtualClock(), ...fake })
    const body = new URLSearchParams({ query: text })
    const response = await fetch(`${served.url}/sparql`, { method: 'POST', body, headers: { 'user-agent': agent } })
    return { status: response.status, wait: response.headers.get('retry-after'), text: await response.text() }
  }
  const values = (number: number) => `VALUES ?item { wd:Q${number} }`

  test('with several rows for several values, and none for what is absent', async () => {
    const { text } = await ask(values(193_581))
    const fields = JSON.parse(text).results.bindings.map((row: { field: { value: string } }) => row.field.value)
    expect(fields.filter((field: string) => field === 'steam')).toHaveLength(2)
    expect(fields).not.toContain('nintendo')
  })

  test('with the robot policy to who names no contact', async () => {
    expect(await ask(values(1), {}, 'Bun/1')).toMatchObject({
      status: 403,
      text: expect.stringContaining('robot policy'),
    })
  })

  test('with 200, broken JSON and a stack trace where a query took too long', async () => {
    const { status, text } = await ask(values(7), {
      items: [anItem(7, 'Seven')],
      poison: { numbers: [7], as: 'timeout' },
    })
    expect(status).toBe(200)
    expect(() => JSON.parse(text)).toThrow()
    expect(text).toContain('java.util.concurrent.TimeoutException')
  })

  test('with 429 and Retry-After beyond 30 errors in a minute', async () => {
    const poison = { numbers: [7], as: 'status 500' } as const
    await using served = startFakeWikidata({ items: [], clock: createVirtualClock(), queryMs: 1, poison })
    const body = new URLSearchParams({ query: values(7) })
    const headers = { 'user-agent': 'X/1 (https://example.org)' }
    const answers: Response[] = []
    for (let time = 0; time < 32; time++) answers.push(await fetch(served.url, { method: 'POST', body, headers }))
    expect(answers.map(({ status }) => status)).toEqual([...Array(31).fill(500), 429])
    expect([answers.at(-1)?.headers.get('retry-after'), served.refused()]).toEqual(['90', 1])
  })
})
