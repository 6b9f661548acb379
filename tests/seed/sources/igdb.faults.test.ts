import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { messageOf } from '#lib/errors'
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

  test('that never helps ends the run after one more, naming the variables', async () => {
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
    const keys = { ...IGDB_KEYS, ...wrong }
    const loading = load(own.stores, igdbAt(served), { clock: own.clock, keys })
    const failure: unknown = await loading.catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'configuration' })
    expect(messageOf(failure)).not.toMatch(/nobody|nothing|h0us3|127\.0\.0\.1/)
    expect([served.minted(), served.asked.length]).toEqual([1, 0])
  })

  test('is not asked for without both variables', async () => {
    await using served = start()
    await expect(load(own.stores, igdbAt(served), { clock: own.clock })).rejects.toMatchObject({
      code: 'configuration',
      message: expect.stringContaining('igdb needs IGDB_CLIENT_ID and IGDB_CLIENT_SECRET'),
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
      'that is none, though a field is renamed',
      { renamed: { from: 'game_type', to: 'kind', silently: true } },
      'no game it sends has the field "game_type" any more',
    ],
    [
      'of a server that is down',
      { mood: { is: 'dead' } },
      'IGDB gave no data: it answered with status 521, 6 times over',
    ],
    ['of Twitch being down', { withoutTwitch: true }, 'Twitch gave no data: it answered with status 503, 6 times over'],
  ])('%s is a failure that says what to do', async (_, fake, says) => {
    await using served = start(fake)
    const failure: unknown = await plainly(served).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'source_unavailable' })
    expect(messageOf(failure)).toContain(says)
    expect(messageOf(failure)).not.toMatch(/h0us3|t0k3n|http|127\.0\.0\.1/)
  })
})
