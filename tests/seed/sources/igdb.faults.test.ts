import { afterEach, beforeEach, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { messageOf } from '#lib/errors'
import { findSource } from '#seed/sources/index'
import { createVirtualClock, type VirtualClock } from '#tests/seed/api/virtual-clock'
import { servedAt } from '#tests/support/api-access'
import { type FakeIgdb, type FakeIgdbOptions, startFakeIgdb } from '#tests/support/fake-igdb'
import { GAMES, IGDB_KEYS } from '#tests/support/igdb-games'
import { load } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

setDefaultTimeout(60_000)

let stores: TestStores
let clock: VirtualClock

beforeEach(async () => {
  stores = await createTestStores()
  clock = createVirtualClock()
})
afterEach(() => stores[Symbol.asyncDispose]())

const igdbAt = (fake: FakeIgdb) => servedAt(findSource('igdb'), fake.url)

const plainly = (served: FakeIgdb) => load(stores, igdbAt(served), { clock, keys: IGDB_KEYS })

describe('a token', () => {
  test('is minted once for a whole crawl', async () => {
    await using served = startFakeIgdb({ games: GAMES, clock })
    await plainly(served)
    expect(served.minted()).toBe(1)
  })

  test.each<[string, Partial<FakeIgdbOptions>]>([
    ['that is revoked', { revoked: { after: 2 } }],
    ['near its end', { expiresIn: 3_600 }],
  ])('%s is minted anew', async (_, fake) => {
    await using served = startFakeIgdb({ games: GAMES, clock, ...fake })
    expect(await plainly(served)).toMatchObject({ accepted: 604 })
    expect(served.minted()).toBeGreaterThan(1)
  })

  test('that never helps ends the run after one more, naming the variables', async () => {
    await using served = startFakeIgdb({ games: GAMES, clock, revoked: { after: 2, forEver: true } })
    const failure: unknown = await plainly(served).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'configuration' })
    expect(messageOf(failure)).toStartWith('IGDB_CLIENT_ID and IGDB_CLIENT_SECRET are not accepted')
    expect(served.minted()).toBe(2)
  })

  test.each([
    ['client', { IGDB_CLIENT_ID: 'nobody' }],
    ['client secret', { IGDB_CLIENT_SECRET: 'nothing' }],
  ])('of an invalid %s is refused with a message that names the variables and no value', async (_, wrong) => {
    await using served = startFakeIgdb({ games: GAMES, clock })
    const failure: unknown = await load(stores, igdbAt(served), { clock, keys: { ...IGDB_KEYS, ...wrong } }).catch(
      (e: unknown) => e,
    )
    expect(failure).toMatchObject({ code: 'configuration' })
    expect(messageOf(failure)).not.toMatch(/nobody|nothing|h0us3|127\.0\.0\.1/)
    expect([served.minted(), served.asked.length]).toEqual([1, 0])
  })

  test('is not asked for without both variables', async () => {
    await using served = startFakeIgdb({ games: GAMES, clock })
    await expect(load(stores, igdbAt(served), { clock })).rejects.toMatchObject({
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
    ['of a server that is down', { mood: 'dead' }, 'IGDB gave no data: it answered with status 521, 6 times over'],
    ['of Twitch being down', { withoutTwitch: true }, 'Twitch gave no data: it answered with status 503, 6 times over'],
  ])('%s is a failure that says what to do', async (_, fake, says) => {
    await using served = startFakeIgdb({ games: GAMES, clock, ...fake })
    const failure: unknown = await plainly(served).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'source_unavailable' })
    expect(messageOf(failure)).toContain(says)
    expect(messageOf(failure)).not.toMatch(/h0us3|t0k3n|http|127\.0\.0\.1/)
  })
})
