import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { messageOf } from '#lib/errors'
import { databaseText } from '#tests/support/database-text'
import { eachWithOwn } from '#tests/support/each-own'
import { type FakeIgdb, type FakeIgdbOptions, startFakeIgdb } from '#tests/support/fake-igdb'
import { load } from '#tests/support/memory-source'
import { GAMES, IGDB_KEYS, igdbAt, loadIgdb } from '#tests/support/play-igdb'

setDefaultTimeout(60_000)

const own = eachWithOwn()

const start = (fake: Partial<FakeIgdbOptions> = {}) => startFakeIgdb({ games: GAMES, clock: own.clock, ...fake })
const plainly = (served: FakeIgdb) => loadIgdb(own, served)

describe('a token', () => {
  test('is minted once for a whole crawl', async () => {
    await using served = start()
    await plainly(served)
    expect(served.minted()).toBe(1)
  })

  test.each<[string, Partial<FakeIgdbOptions>]>([
    ['that is revoked', { revoked: { after: 2 } }],
    ['near its end', { expiresIn: 3_600 }],
  ])('%s is minted anew', async (_, fake) => {
    await using served = start(fake)
    expect(await plainly(served)).toMatchObject({ accepted: 604 })
    expect(served.minted()).toBeGreaterThan(1)
  })

  test('that is always refused is renewed once, then ends the run with the names of the variables', async () => {
    await using served = start({ revoked: { after: 2, forEver: true } })
    const failure: unknown = await plainly(served).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'configuration' })
    expect(messageOf(failure)).toStartWith('IGDB_CLIENT_ID and IGDB_CLIENT_SECRET are not accepted')
    expect(served.minted()).toBe(2)
  })

  test.each([
    ['client', { IGDB_CLIENT_ID: 'nobody' }],
    ['client secret', { IGDB_CLIENT_SECRET: 'nothing' }],
  ])('of an invalid %s is refused with a message that names the variables and no value', async (_, wrong) => {
    await using served = start()
    const credentials = { ...IGDB_KEYS, ...wrong }
    const loading = load(own.stores, igdbAt(served), { clock: own.clock, credentials })
    const failure: unknown = await loading.catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'configuration' })
    expect(messageOf(failure)).not.toMatch(/nobody|nothing|h0us3|127\.0\.0\.1/)
    expect([served.minted(), served.asked.length]).toEqual([1, 0])
  })

  test('is not asked for without both variables', async () => {
    await using served = start()
    await expect(load(own.stores, igdbAt(served), { clock: own.clock })).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining('Missing for igdb: IGDB_CLIENT_ID, IGDB_CLIENT_SECRET.'),
    })
    expect(served.minted()).toBe(0)
  })
})

describe('an error', () => {
  test.each<[string, Partial<FakeIgdbOptions>, string]>([
    [
      'of a renamed field, as a list',
      { renamed: { from: 'game_type', to: 'kind' } },
      'it no longer has the field "game_type" that this version asks for',
    ],
    [
      'of a renamed field, as an object',
      { renamed: { from: 'external_games.uid', to: 'external_games.key' }, errors: 'object' },
      'it no longer has the field "external_games.uid" that this version asks for',
    ],
    [
      'of a renamed field that IGDB ignores without an error',
      { renamed: { from: 'game_type', to: 'kind', silently: true } },
      'no game it sends has the field "game_type" any more',
    ],
    [
      'of a server that is down',
      { mood: { is: 'dead' } },
      'IGDB gave no data: it answered with status 521, 6 times in a row',
    ],
    [
      'of Twitch being down',
      { withoutTwitch: true },
      'Twitch gave no data: it answered with status 503, 6 times in a row',
    ],
  ])('%s is a failure that says what to do', async (_, fake, says) => {
    await using served = start(fake)
    const failure: unknown = await plainly(served).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'source_unavailable' })
    expect(messageOf(failure)).toContain(says)
    expect(messageOf(failure)).not.toMatch(/h0us3|t0k3n|http|127\.0\.0\.1/)
  })
})

describe('a list that is incomplete', () => {
  /** Starts an IGDB with four pages of games; `answer` returns the page after an id. */
  function playing(answer: (after: number) => unknown) {
    const server = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      async fetch(request) {
        const { pathname } = new URL(request.url)
        if (pathname.endsWith('/token'))
          return Response.json({ access_token: 't0ken-of-the-test', expires_in: 5_000_000 })
        if (pathname.endsWith('/count')) return Response.json({ count: 2_000 })
        return Response.json(answer(Number(/id > (\d+)/.exec(await request.text())?.[1])))
      },
    })
    const url = `http://127.0.0.1:${server.port}`
    return { url, [Symbol.asyncDispose]: () => server.stop(true) }
  }

  const game = (id: number, summary = '') => ({
    id,
    name: `Game ${id}`,
    slug: `game-${id}`,
    url: `https://www.igdb.com/games/game-${id}`,
    game_type: 0,
    updated_at: 1_600_000_000,
    summary,
  })
  const page = (after: number) => Array.from({ length: 500 }, (_, at) => game(after + at + 1))

  test.each<[string, (after: number) => unknown, string]>([
    ['ends in the middle', (after) => (after < 1_000 ? page(after) : []), 'its list ended after 2 of 4 pages'],
    [
      'goes back',
      (after) => (after < 500 ? page(after) : page(after).toReversed()),
      'its list is not sorted by id after game',
    ],
    ['stands still', (after) => (after < 500 ? page(after) : page(0)), 'its list'],
  ])('because it %s ends the run, and nothing counts as gone', async (_, answer, says) => {
    await using served = playing(answer)
    const loading = load(own.stores, igdbAt(served), { clock: own.clock, credentials: IGDB_KEYS })
    const failure: unknown = await loading.catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'source_unavailable', message: expect.stringContaining(says) })
  })

  test('a token that a response repeats is not stored', async () => {
    await using served = playing((after) =>
      after < 1_500 ? page(after) : after < 2_000 ? [...page(after).slice(1), game(2_000, 'by t0ken-of-the-test')] : [],
    )
    const loading = load(own.stores, igdbAt(served), { clock: own.clock, credentials: IGDB_KEYS })
    expect(await loading).toMatchObject({ quarantined: 0 })
    expect(await databaseText(own.stores.db, 'igdb')).not.toContain('t0ken-of-the-test')
  })
})
