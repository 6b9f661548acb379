import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { FAILURES, Failure, type FailureCode } from '#lib/errors'
import { PROBLEM_OF_FAILURE, PROBLEMS } from '#src/http/problem'
import { ask, createTestApp } from '#tests/support/client'
import { createMemoryLog } from '#tests/support/memory-log'
import { createTestStores, type TestStores } from '#tests/support/stores'

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

const CANARY = 'canary-4711'
const SECRETS = [CANARY, 'select', 'drizzle', 'at <anonymous>', '/src/', '.ts:']

/** Returns the response to a search that breaks in this way, and the lines of the log. */
async function whenSearch(breaks: () => unknown) {
  const { log, lines } = createMemoryLog()
  const search = { ...stores.search, search: async () => breaks() as never }
  const app = createTestApp({ ...stores, search }, {}, log)
  const response = await ask(app, `/v1/search?q=${CANARY}`)
  return { response, body: await response.text(), log: lines }
}

const throwing = (error: unknown) => () => {
  throw error
}

describe('a fault of the service', () => {
  const faults: Record<string, () => unknown> = {
    'an error': throwing(new Error(`${CANARY} select * from game`)),
    'a thrown string': throwing(CANARY),
    'a wrapped error': throwing(
      new Error(`Failed query: select ${CANARY}`, { cause: new Error('relation is not there') }),
    ),
    'an answer of another shape': () => ({
      hits: [{ game: { secret: CANARY }, score: 1, highlight: '' }],
      total: { value: 1, exact: true },
    }),
    'an answer that is not there': () => undefined,
  }
  for (const [name, breaks] of Object.entries(faults))
    test(`is a 500 without details: ${name}`, async () => {
      const { response, body, log } = await whenSearch(breaks)
      expect(response.status).toBe(500)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      for (const secret of SECRETS) expect(body).not.toContain(secret)
      const problem = JSON.parse(body)
      expect(problem).toMatchObject({
        type: 'urn:vestimlib:problem:internal_error',
        status: 500,
        code: 'internal_error',
      })
      expect(log.map(({ code }) => code).sort()).toEqual(['internal_error', 'request'])
      for (const { requestId } of log) expect(requestId).toBe(problem.requestId)
      expect(problem.requestId).toBe(response.headers.get('x-request-id'))
    })

  test('is logged by the name and the place of its root cause, without any message', async () => {
    const { log } = await whenSearch(faults['a wrapped error'] ?? (() => undefined))
    expect(log[0]).toMatchObject({
      code: 'internal_error',
      name: 'Error',
      stack: expect.stringMatching(/problem\.test\.ts:\d+/),
    })
    expect(log[0]).not.toHaveProperty('message')
    const shape = await whenSearch(faults['an answer of another shape'] ?? (() => undefined))
    expect(JSON.stringify(shape.log)).not.toContain(CANARY)
  })
})

describe('a Failure', () => {
  for (const code of Object.keys(FAILURES) as FailureCode[])
    test(`${code} has the status of the table of failures`, async () => {
      const { response, body } = await whenSearch(throwing(new Failure(code, CANARY)))
      expect(response.status).toBe(FAILURES[code].status)
      expect(PROBLEMS[PROBLEM_OF_FAILURE[code]].status).toBe(FAILURES[code].status)
      expect(body).not.toContain(CANARY)
      expect(response.headers.has('retry-after')).toBe(response.status === 503)
    })

  test.each([
    ['postgres.js lost the connection', { code: 'CONNECTION_CLOSED' }],
    ['the pool of postgres.js is closed', { code: 'CONNECTION_ENDED' }],
    ['Bun lost the connection', { code: 'ERR_POSTGRES_CONNECTION_CLOSED' }],
    ['nothing listens on the port', { code: 'ECONNREFUSED' }],
    ['the host name has no address', { code: 'ENOTFOUND' }],
    ['the server is shut down', { code: '57P01' }],
    ['the connection failed', { code: '08006' }],
    ['the disk is full', { code: '53100' }],
    ['there are too many connections', { code: '53300' }],
    ['the disk cannot be read', { code: '58030' }],
    ['a statement took too long', { code: '57014' }],
    ['a lock is held', { code: '55P03' }],
    ['there was a deadlock', { code: '40P01' }],
    ['the database is read-only', { code: '25006' }],
    ['the password is wrong', { code: '28P01' }],
    ['the database is not there', { code: '3D000' }],
    ['a right is missing', { code: '42501' }],
    ['a table is damaged', { code: 'XX001' }],
    ['the disk cannot be read, through the SQL of Bun', { code: 'ERR_POSTGRES_SERVER_ERROR', errno: '58030' }],
  ])('a store that is away is 503, not a fault of the service: %s', async (_, members) => {
    const cause = Object.assign(new Error(CANARY), members)
    const { response, body } = await whenSearch(throwing(new Error('Failed query', { cause })))
    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toBe('5')
    expect(JSON.parse(body)).toMatchObject({ type: 'urn:vestimlib:problem:unavailable', code: 'unavailable' })
    expect(body).not.toContain(CANARY)
  })

  test('a store that is closed is 503 on every route that reads it', async () => {
    const dead = await createTestStores({ isKept: false })
    await dead[Symbol.asyncDispose]()
    const app = createTestApp(dead)
    for (const path of ['/v1/games', '/v1/games/x', '/v1/platforms', '/v1/genres', '/v1/sources', '/v1/search?q=x'])
      expect(stores.mode === 'real' ? [503] : [500, 503]).toContain((await ask(app, path)).status)
  })
})

describe('a refusal', () => {
  const questions = [
    `/v1/games?platform=${CANARY}%20`,
    `/v1/games?${CANARY}=1`,
    `/v1/games?sort=${CANARY}`,
    `/v1/games/${CANARY}`,
    `/v1/games?cursor=${CANARY}`,
    `/${CANARY}`,
    `/v1/games/x?include=${CANARY}`,
    `/v1/search?q=x&facets=${CANARY}`,
    `/v1/platforms?${CANARY}`,
    `/v1/search?q=x&cursor=${CANARY}.${CANARY}`,
  ]
  for (const question of questions)
    test(`never repeats what was sent: ${question.replace(CANARY, '…')}`, async () => {
      const response = await ask(createTestApp(stores), question)
      expect(response.status).toBeWithin(400, 500)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      const body = await response.text()
      expect(body).not.toContain(CANARY)
      const { type, title, status, code, detail, requestId } = JSON.parse(body)
      expect([type, status]).toEqual([`urn:vestimlib:problem:${code}`, response.status])
      for (const text of [title, detail, requestId]) expect(text).toBeString()
    })
})
