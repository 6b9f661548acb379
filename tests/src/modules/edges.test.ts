import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { Value } from '@sinclair/typebox/value'
import { Instant, parseInstant } from '#src/wire/instant'
import { ask, createTestApp, testToken } from '#tests/support/client'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('a', [[{ key: 'elite', title: 'Elite', releases: [{ platform: 'pc' }] }]]))
})
afterAll(() => stores[Symbol.asyncDispose]())

const statusOf = async (path: string) => (await ask(createTestApp(stores), path)).status

/** Sends JSON as it is written: `JSON.stringify` cannot write every number. */
async function override(field: string, value: string): Promise<number> {
  const authorization = `Bearer ${await testToken('read,curate')}`
  const response = await ask(createTestApp(stores), `/v1/games/elite/overrides/${field}`, {
    method: 'PUT',
    headers: { authorization, 'content-type': 'application/json' },
    body: `{"value":${value}}`,
  })
  return response.status
}

const schema = Instant('At')
const isInstant = (text: string) => Value.Check(schema, text)
const upTo = (last: number) => Array.from({ length: last + 1 }, (_, number) => number)
const padded = (number: number) => String(number).padStart(2, '0')
const SOME_DAYS = [1000, 1582, 1900, 1970, 1999, 2000, 2023, 2024, 2100, 2400, 9998].flatMap((year) =>
  upTo(13).flatMap((month) => upTo(32).map((day) => [year, month, day] as const)),
)

describe('an instant in a query', () => {
  test('is a day of the calendar: no other day is taken, and none is moved', () => {
    for (const [year, month, day] of SOME_DAYS) {
      const text = `${year}-${padded(month)}-${padded(day)}`
      const date = new Date(Date.UTC(year, month - 1, day))
      const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
      expect(`${text} ${isInstant(text)}`).toBe(`${text} ${exists}`)
      expect(!exists || parseInstant(text) === `${text}T00:00:00.000Z`).toBe(true)
    }
  })

  const taken = [
    ['2026-01-31T10:00Z', '2026-01-31T10:00:00.000Z'],
    ['2026-01-31T10:00:00.123456+05:30', '2026-01-31T04:30:00.123Z'],
    ['2024-02-29T23:59:59-14:00', '2024-03-01T13:59:59.000Z'],
    ['9998-12-31T23:59:59-14:00', '9999-01-01T13:59:59.000Z'],
    ['1000-01-01T00:00:00+14:00', '0999-12-31T10:00:00.000Z'],
  ] as const
  test.each(taken)('%s is %s, and a value of the stores', async (text, instant) => {
    expect(parseInstant(text)).toBe(instant)
    expect(await statusOf(`/v1/games?updatedSince=${encodeURIComponent(text)}`)).toBe(200)
    expect(await statusOf(`/v1/search?q=elite&updatedSince=${encodeURIComponent(text)}`)).toBe(200)
  })

  test.each([
    ...['9999-12-31T23:59:59-14:00', '9999-12-31', '0000-01-01', '0999-12-31', '+010000-01-01', '-000001-01-01'],
    ...['2026-02-30', '2026-02-29', '2026-04-31', '2026-13-01', '2026-1-1', '26-01-01', '2026-001', '2026-W01'],
    ...['2026-01-31T23:59:60Z', '2026-01-31T24:00:00Z', '2026-01-31T00:00:00', '2026-01-31 00:00:00Z'],
    ...['2026-01-31t00:00:00z', '2026-01-31T00:00:00z', '2026-01-31T00:00:00+15:00', '2026-01-31T00:00:00+14'],
    ...[
      '2026-01-31T00:00:00.1234567Z',
      '٢٠٢٦-01-31',
      '2026-01-31Z',
      '1'.repeat(10_000),
      `2026-01-31${'0'.repeat(10_000)}`,
    ],
  ])('is not %p: 422', async (text) => {
    expect(isInstant(text)).toBe(false)
    expect(await statusOf(`/v1/games?updatedSince=${encodeURIComponent(text)}`)).toBe(422)
    expect(await statusOf(`/v1/search?q=elite&updatedSince=${encodeURIComponent(text)}`)).toBe(422)
  })
})

describe('a number in a query', () => {
  test.each([
    ...[
      'games?yearFrom=9999',
      'games?yearTo=0',
      'games?scoreMin=100',
      'games?scoreMax=0',
      'search?q=a&yearFrom=9999',
      'search?q=a&yearTo=0',
    ],
  ])('may be at its limit: %s', async (path) => {
    const authorization = `Bearer ${await testToken('read,curate')}`
    const { status } = await ask(createTestApp(stores), `/v1/${path}`, { headers: { authorization } })
    expect(status).toBe(200)
  })

  test('may be at its limit, and be the id of no run', async () => {
    const authorization = `Bearer ${await testToken('read,curate')}`
    const run = async (path: string) => (await ask(createTestApp(stores), path, { headers: { authorization } })).status
    expect(await run('/v1/runs/999999999999999')).toBe(404)
    expect(await run('/v1/quarantine?run=999999999999999')).toBe(422)
  })

  const large = ['2147483648', '9007199254740993', '9223372036854775808', '9'.repeat(1_000)]
  const parameters = ['games?yearFrom=', 'games?yearTo=', 'games?scoreMin=', 'games?limit=', 'search?q=a&yearFrom=']
  test.each(parameters.flatMap((name) => [...large, '-1', '1e3', '1.5', 'NaN'].map((value) => name + value)))(
    'is refused beyond it: %s',
    async (path) => expect(await statusOf(`/v1/${path}`)).toBe(422),
  )

  test.each([...large.slice(1), '-1', '1e3'])('is refused as an id: %s', async (id) => {
    const authorization = `Bearer ${await testToken('read,curate')}`
    const asked = (path: string) => ask(createTestApp(stores), path, { headers: { authorization } })
    expect((await asked(`/v1/runs/${id}`)).status).toBe(422)
    expect((await asked(`/v1/quarantine?run=${id}`)).status).toBe(422)
    expect((await asked(`/v1/changes?after=${id}`)).status).toBe(400)
  })
})

describe('an overridden value', () => {
  test.each([
    ...[
      ['released', '{"date":"2100-12-31","precision":"day"}'],
      ['released', '{"date":"1950-01-01","precision":"year"}'],
    ],
    ...[
      ['score.critics', '1e-320'],
      ['score.critics', '-0'],
      ['score.users', '99.999999999999'],
    ],
    ...[
      ['salesCopies', '1e10'],
      ['popularity', '0'],
      ['popularity', '-0'],
    ],
  ] as [string, string][])('at its limit is stored: %s = %s', async (field, value) =>
    expect(await override(field, value)).toBe(200),
  )

  test.each([
    ...['9999-12-31', '2101-01-01', '1949-12-31', '0000-01-01', '2026-02-30', `2026-02-2${'0'.repeat(10_000)}`].map(
      (date) => ['released', `{"date":"${date}","precision":"day"}`],
    ),
    ...[
      ['score.critics', '1e400'],
      ['score.critics', '100.1'],
      ['salesCopies', '10000000001'],
    ],
    ...[
      ['salesCopies', '9007199254740993'],
      ['popularity', '-1'],
      ['popularity', '1.5'],
      ['popularity', '1e400'],
    ],
    ['releases.pc', '[{"released":{"date":"2026-02-30","precision":"day"}}]'],
    ['genres', `[${'"puzzle",'.repeat(50_000)}"puzzle"]`],
  ] as [string, string][])('beyond it is refused: %s', async (field, value) =>
    expect(await override(field, value)).toBe(422),
  )
})
