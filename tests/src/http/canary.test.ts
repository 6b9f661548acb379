import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import type { SearchService } from '#db/search/engine'
import type { Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import { createLastResort } from '#src/http/errors'
import { describeFault } from '#src/http/fault-log'
import { ask, createTestApp, testToken } from '#tests/support/client'
import { hostileBodies } from '#tests/support/hostile-json'
import { createMemoryLog } from '#tests/support/memory-log'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores
beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

const CANARY = 'canary-4711'
const QUOTED = `${CANARY}\n    at ${CANARY} (/${CANARY}.ts:1:1)`

/** Runs a statement that Postgres refuses with a message which quotes its value. */
const quotedByPostgres = () => stores.db.execute(sql`select ${QUOTED}::text::int`)

/** Faults whose messages quote what was sent. */
const FAULTS: Record<string, () => unknown> = {
  'of Postgres': quotedByPostgres,
  'of JSON': () => JSON.parse(`{"${CANARY}`),
  'of the language': () => Reflect.get({}, CANARY).length,
  'of code of ours': () => {
    throw new Error(QUOTED, { cause: new TypeError(QUOTED) })
  },
  'that is no error': () => {
    throw CANARY
  },
}

/** Sends requests that hold the canary in every part, and returns the lines of the log. */
async function linesOf(fault: () => unknown) {
  const { log, lines } = createMemoryLog('debug')
  const search: SearchService = { ...stores.search, search: async () => (await fault()) as never } // safe: it throws
  const broken: Stores = { ...stores, search }
  const app = createTestApp(broken, {}, log)
  for (const scope of ['read', 'curate'])
    for (const [path, init] of REQUESTS) await ask(app, path, { ...init, headers: await headersOf(scope) })
  await ask(app, `/v1/games/${CANARY}`, { headers: { authorization: `Bearer ${CANARY}` } })
  return lines
}

const headersOf = async (scope: string) => ({
  authorization: `Bearer ${await testToken(scope)}`,
  'content-type': 'application/json',
  'x-request-id': `${CANARY}!`,
  cookie: CANARY,
  'user-agent': CANARY,
  'if-none-match': CANARY,
})

const BODIES = [
  JSON.stringify({ with: CANARY, reason: CANARY }),
  JSON.stringify({ value: CANARY }),
  JSON.stringify({ [CANARY]: CANARY }),
  `{"${CANARY}`,
  CANARY,
]

const READS = [
  `/v1/search?q=${CANARY}`,
  `/${CANARY}`,
  `/v1/games/${CANARY}`,
  `/v1/games?platform=${CANARY}&${CANARY}=1`,
  `/v1/games?cursor=${CANARY}`,
  `/v1/runs/${CANARY}`,
]

const WRITES = [
  ['POST', `/v1/games/${CANARY}/merge`],
  ['POST', `/v1/games/${CANARY}/split`],
  ['PUT', `/v1/games/${CANARY}/overrides/${CANARY}`],
  ['PUT', `/v1/games/${CANARY}/overrides/title`],
  ['POST', `/v1/decisions/${CANARY}/undo`],
] as const

const REQUESTS: [path: string, init: RequestInit][] = [
  ...READS.map((path): [string, RequestInit] => [path, {}]),
  ...WRITES.flatMap(([method, path]) => BODIES.map((body): [string, RequestInit] => [path, { method, body }])),
]

describe('no value that was sent is in the log', () => {
  for (const [name, fault] of Object.entries(FAULTS))
    test(`with a fault ${name}`, async () => {
      const lines = await linesOf(fault)
      expect(lines.filter(({ level }) => level === 'error')).not.toHaveLength(0)
      expect(lines.filter(({ code }) => code === 'request')).toHaveLength(2 * REQUESTS.length + 1)
      expect(JSON.stringify(lines)).not.toContain(CANARY)
    })

  test('with a fault that only the last resort handles', () => {
    const { log, lines } = createMemoryLog()
    const answer = createLastResort(log)
    for (const thrown of [new Error(QUOTED), CANARY, { message: CANARY }]) answer(thrown)
    expect(lines).toHaveLength(3)
    expect(JSON.stringify(lines)).not.toContain(CANARY)
  })

  test('with a hostile body', async () => {
    const { log, lines } = createMemoryLog('debug')
    const app = createTestApp(stores, {}, log)
    const headers = { authorization: `Bearer ${await testToken('curate')}`, 'content-type': 'application/json' }
    for (const { bytes } of hostileBodies())
      if (bytes.length < 1_000) await ask(app, '/v1/games/x/merge', { method: 'POST', headers, body: bytes })
    expect(new Set(lines.map(({ code }) => code))).toEqual(new Set(['request']))
  })
})

describe('what the log says of a fault', () => {
  test('is its SQLSTATE and where it was thrown, if it is of Postgres', async () => {
    const error = await quotedByPostgres().then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    expect(describeFault(error)).toMatchObject({ code: '22P02', stack: expect.any(String) })
  })

  test('is the message, if we wrote it', () => {
    expect(describeFault(new Error(CANARY, { cause: new Failure('store_busy', 'Wait.') }))).toEqual({
      code: 'store_busy',
      name: 'Failure',
      message: 'Wait.',
    })
  })
})
