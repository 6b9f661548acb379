import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { ClientError, type ClientOptions, createClient } from '#src/client/index'
import { type FaultServer, type ServiceFault, startFaultServer } from '#tests/support/fault-server'

let server: FaultServer

beforeEach(async () => {
  server = await startFaultServer()
})
afterEach(() => server[Symbol.dispose]())

const clientOf = (fault: ServiceFault, options: ClientOptions = {}) => createClient(server.url(fault), options)

const listed = (fault: ServiceFault, options?: ClientOptions) => clientOf(fault, options).v1.games.get({ query: {} })

const unreachable = (reason: string) => ({
  data: null,
  error: { name: 'ClientError', status: 0, value: { code: 'unreachable', reason } },
  status: 0,
  response: undefined,
})

describe('a read is sent again', () => {
  test('after 503, as often as needed within three tries, with the wait that the service asks for at least', async () => {
    const { data, status } = await listed('busy')
    expect([data?.items, status, server.asked]).toEqual([[], 200, ['GET /v1/games', 'GET /v1/games', 'GET /v1/games']])
  }, 30_000)

  test('after 429', async () => {
    const start = performance.now()
    expect((await listed('limited')).status).toBe(200)
    expect(performance.now() - start).toBeGreaterThanOrEqual(990)
  }, 30_000)

  test('as HEAD too', async () => {
    const client = clientOf('busy', { tries: 2 }) as unknown as { v1: { games: { head: () => Promise<unknown> } } } // safe: the server plays any method
    await client.v1.games.head()
    expect(server.asked).toEqual(['HEAD /v1/games', 'HEAD /v1/games'])
  }, 30_000)

  test('no more often than `tries` says: then the answer is the result', async () => {
    const { error } = await listed('busy', { tries: 1 })
    expect(error).toMatchObject({ status: 503, value: { code: 'overloaded' } })
    expect(server.asked).toHaveLength(1)
  })

  test('but not if the service asks for a longer wait than a minute', async () => {
    const { error, headers } = await listed('patient')
    expect(error).toMatchObject({ status: 503, value: { code: 'unavailable' } })
    expect([headers.get('retry-after'), server.asked.length]).toEqual(['3600', 1])
  })

  test('with a new token each time', async () => {
    let made = 0
    await listed('busy', { tries: 2, token: async () => `token-${++made}` })
    expect(server.tokens).toEqual(['Bearer token-1', 'Bearer token-2'])
  }, 30_000)

  test('unless the signal is aborted while it waits', async () => {
    const stop = new AbortController()
    const result = clientOf('busy').v1.games.get({ query: {}, fetch: { signal: stop.signal } })
    while (server.asked.length === 0) await Bun.sleep(5)
    await Bun.sleep(50)
    stop.abort()
    expect(await result).toMatchObject(unreachable('aborted'))
    expect(server.asked).toHaveLength(1)
  })
})

test('a parameter stays one part of the path, whatever it contains', async () => {
  const client = clientOf('invalid')
  await client.v1.games({ slug: 'a/b?c=d#e f' }).similar.get()
  await client.v1.games({ slug: 'get' }).get()
  await client.v1.games({ slug: 'a' }).overrides({ field: 'releases.ps2/3' }).delete()
  expect(server.asked).toEqual([
    'GET /v1/games/a%2Fb%3Fc%3Dd%23e%20f/similar',
    'GET /v1/games/get',
    'DELETE /v1/games/a/overrides/releases.ps2%2F3',
  ])
})

test('a write is sent once', async () => {
  const { error } = await clientOf('busy').v1.review({ id: 1 }).post({ verdict: 'same' })
  expect(error).toMatchObject({ status: 503, value: { code: 'overloaded' } })
  expect(server.asked).toEqual(['POST /v1/review/1'])
})

describe('the service is unreachable, which is no answer and no exception', () => {
  test('where nothing listens', async () => {
    const { port } = new URL(server.url('hung'))
    server[Symbol.dispose]()
    const { error } = await createClient(`http://127.0.0.1:${port}`).v1.games.get({ query: {} })
    expect(error).toMatchObject({ status: 0, value: { code: 'unreachable', reason: 'network' } })
    expect(error instanceof ClientError && error.cause).toBeInstanceOf(Error)
  })

  test('where the name is unknown, or the URL is none', async () => {
    for (const url of ['http://nowhere.invalid', 'http://', 'no url'])
      expect(await createClient(url).v1.games.get({ query: {} })).toMatchObject(unreachable('network'))
  })

  test('where TLS is not spoken', async () => {
    const url = server.url('page').replace('http:', 'https:')
    expect(await createClient(url).v1.games.get({ query: {} })).toMatchObject(unreachable('network'))
  })

  test('where the answer takes too long: for the client, for one request, or for a signal of the caller', async () => {
    const patient = clientOf('hung')
    const results = await Promise.all([
      listed('hung', { timeoutMs: 100 }),
      patient.v1.games.get({ query: {}, fetch: { timeoutMs: 100 } }),
      patient.v1.games.get({ query: {}, fetch: { signal: AbortSignal.timeout(100) } }),
    ])
    for (const result of results) expect(result).toMatchObject(unreachable('timeout'))
  })

  test('where the token never comes, or a fetch of the caller ignores the signal', async () => {
    const never = () => new Promise<never>(() => {})
    for (const option of [{ token: never }, { fetch: never }])
      expect(await listed('busy', { timeoutMs: 100, ...option })).toMatchObject(unreachable('timeout'))
  })

  test('where the caller aborts, before or meanwhile', async () => {
    const meanwhile = AbortSignal.any([AbortSignal.abort(), new AbortController().signal])
    expect(await clientOf('hung').v1.games.get({ query: {}, fetch: { signal: meanwhile } })).toMatchObject(
      unreachable('aborted'),
    )
    const stop = new AbortController()
    const result = clientOf('hung').v1.games.get({ query: {}, fetch: { signal: stop.signal } })
    setTimeout(() => stop.abort(), 50)
    expect(await result).toMatchObject(unreachable('aborted'))
  })

  test('where the answer is cut', async () => {
    expect(await listed('cut')).toMatchObject(unreachable('incomplete'))
  })

  test('where something else answers: a page, an error page, or nonsense', async () => {
    expect(await listed('page')).toMatchObject(unreachable('foreign'))
    expect((await listed('page')).error?.value).toMatchObject({ httpStatus: 200 })
    expect(await listed('error-page')).toMatchObject(unreachable('foreign'))
    expect((await listed('error-page')).error?.value).toMatchObject({ httpStatus: 502 })
    expect(await listed('nonsense')).toMatchObject(unreachable('foreign'))
    expect(await listed('stranger')).toMatchObject(unreachable('foreign'))
  })

  test('where no token can be had, and nothing is sent', async () => {
    const cause = new Error('no token')
    const { error } = await listed('busy', { token: () => Promise.reject(cause) })
    expect(error).toMatchObject({ status: 0, value: { code: 'unreachable', reason: 'token' }, cause })
    expect(server.asked).toEqual([])
  })
})

test('a refusal is the problem document of the answer', async () => {
  const { error, response } = await listed('invalid')
  expect(error).toBeInstanceOf(ClientError)
  expect(error).toMatchObject({
    status: 422,
    message: 'invalid_request: As played.',
    value: { code: 'invalid_request', errors: [{ in: 'query', name: 'limit' }] },
  })
  expect(response?.status).toBe(422)
})

test('an answer that is no problem has its own value: the state of a service that is not ready', async () => {
  const { error } = await clientOf('unready', { tries: 1 }).health.ready.get()
  expect<unknown>(error).toEqual({ status: 503, value: { status: 'not_ready' } })
})

describe('an iteration throws the error', () => {
  test('of an answer', async () => {
    const read = Array.fromAsync(clientOf('invalid').pages.games())
    expect(await read.catch((error: unknown) => error)).toMatchObject({
      status: 422,
      value: { code: 'invalid_request' },
    })
  })

  test('of a missing answer', async () => {
    for (const iteration of [clientOf('cut').pages.games(), clientOf('cut').changes()])
      expect(await Array.fromAsync<unknown>(iteration).catch((error: unknown) => error)).toMatchObject({
        status: 0,
        value: { reason: 'incomplete' },
      })
    const other = clientOf('other-data')
    for (const iteration of [other.pages.games(), other.changes()])
      expect(await Array.fromAsync<unknown>(iteration).catch((error: unknown) => error)).toMatchObject({
        status: 0,
        value: { reason: 'foreign', httpStatus: 200 },
      })
  })
})
