import { describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import { messageOf } from '#lib/errors'
import { findSource } from '#seed/sources/index'
import { appidOf } from '#seed/sources/steam/read'
import { NO_KEYS } from '#tests/support/api-access'
import type { FakeSteamOptions } from '#tests/support/fake-steam'
import { load } from '#tests/support/memory-source'
import type { Sync } from '#tests/support/play'
import { KEYS, PERSON, played, SECRET, someApps, steamAt, whole } from '#tests/support/play-steam'
import { createTestStores } from '#tests/support/stores'
import { readList } from './read-list'

setDefaultTimeout(60_000)

const steam = findSource('steam')
const FIXTURES = join(import.meta.dir, '../../fixtures/steam')
const REAL = process.env.TEST_DATA_DIR && join(process.env.TEST_DATA_DIR, 'steam')

/** Reads one saved response. */
async function saved(answer: unknown) {
  const folder = await mkdtemp(join(tmpdir(), 'steam-'))
  await Bun.write(join(folder, 'answer.json'), JSON.stringify(answer))
  return readList(steam, folder).finally(() => rm(folder, { recursive: true }))
}

describe('saved responses', () => {
  const PORTAL = { type: 'game', name: 'Portal 2', steam_appid: 620 }

  test('of a folder are read, one app per file', async () => {
    const { accepted, refused } = await readList(steam, FIXTURES)
    expect([accepted.map(({ key }) => key), refused]).toEqual([['570', '21690'], {}])
  })

  test.each<[string, unknown, string[], Record<string, number>]>([
    ['details out of their envelope', PORTAL, ['620'], {}],
    ['several apps', { 620: { success: true, data: PORTAL }, 9: { success: false } }, ['620'], { unavailable: 1 }],
    ['an old appid with the data of a new one', { 205790: { success: true, data: PORTAL } }, ['620'], {}],
    ['an envelope with a list', { 620: { success: true, data: [] } }, [], { not_a_record: 1 }],
    ['an envelope without data', { 620: { success: true } }, [], { not_a_record: 1 }],
    [
      'a page of the list of apps',
      { response: { apps: [{ appid: 10, name: 'Counter-Strike' }] } },
      [],
      { not_an_answer: 1 },
    ],
    ['null', null, [], { not_an_answer: 1 }],
  ])('may be %p', async (_, answer, keys, refused) => {
    const list = await saved(answer)
    expect([list.accepted.map(({ key }) => key), list.refused]).toEqual([keys, refused])
  })

  test('are stored without the email address of a person', async () => {
    await using stores = await createTestStores()
    const folder = await mkdtemp(join(tmpdir(), 'steam-'))
    await Bun.write(
      join(folder, 'a.json'),
      JSON.stringify({ 620: { success: true, data: { ...PORTAL, support_info: { email: PERSON } } } }),
    )
    await load(stores, steam, { from: folder }).finally(() => rm(folder, { recursive: true }))
    expect(await rowsOf(stores.db, sql`select raw from source_record`)).toEqual([
      { raw: JSON.stringify({ ...PORTAL, support_info: { email: '' } }) },
    ])
  })

  test.skipIf(!REAL)(
    'the 163 real answers are all accepted, and a list of apps holds none (skipped without TEST_DATA_DIR)',
    async () => {
      const counts = [
        'appdetails_570_envelope_2024.json',
        'appdetails_raw_2018',
        'IStoreService_GetAppList_page2.json',
      ].map(async (name) => {
        const { read, accepted, refused } = await readList(steam, join(REAL ?? '', name))
        return [read, accepted.length, refused]
      })
      expect(await Promise.all(counts)).toEqual([
        [1, 1, {}],
        [162, 162, {}],
        [1, 0, { not_an_answer: 1 }],
      ])
    },
  )
})

test('the key of a record is its appid, also of a refused one', () => {
  expect([
    appidOf({ steam_appid: 9, success: false }),
    appidOf({ steam_appid: 9, type: 'video' }),
    appidOf(null),
  ]).toEqual(['9', '9', undefined])
})

const withKey =
  (key: string | undefined): Sync =>
  ({ stores, clock }, url) =>
    load(stores, steamAt(url), { clock, credentials: { ...NO_KEYS, STEAM_API_KEY: key } })

const LATER = 'Run the same command again later; it goes on where it stopped.'
const spent: Sync = async ({ stores, clock }, url) => {
  await load(stores, steamAt(url), { clock, credentials: KEYS, limit: 1 })
  await stores.db.execute(sql`update api_budget set used = 100000 where quota = 'steam'`)
  await load(stores, steamAt(url), { clock, credentials: KEYS })
}

describe('an error', () => {
  test.each<[string, Partial<FakeSteamOptions>, Sync, string, string]>([
    [
      'no key',
      {},
      withKey(undefined),
      'configuration',
      'Missing for steam: STEAM_API_KEY. Set what is missing in the environment or in .env; .env.example explains each variable.',
    ],
    [
      'a key that Steam does not know',
      {},
      withKey('n0t-a-k3y'),
      'configuration',
      'Steam refuses the key in STEAM_API_KEY: .env.example says where to get one.',
    ],
    [
      'a quota that is spent',
      {},
      spent,
      'source_unavailable',
      'Steam allows 100000 requests a day, and they are used up until 2023-02-02. Run the same command then: it goes on where it stopped. Until then, --from-archive loads the responses received so far.',
    ],
    [
      'a dead server',
      { mood: { is: 'dead' } },
      whole,
      'source_unavailable',
      `Steam gave no data: it answered with status 521, 6 times in a row. ${LATER}`,
    ],
    [
      'a list whose apps have another name',
      { mood: { is: 'drifted', from: '"apps":', to: '"titles":' } },
      whole,
      'source_unavailable',
      `Steam gave no data: it did not send a list of apps, 6 times in a row. ${LATER}`,
    ],
    [
      'apps whose appid has another name',
      { mood: { is: 'drifted', from: '"appid":', to: '"id":' } },
      whole,
      'source_unavailable',
      `Steam gave no data: it did not send a list of apps. ${LATER}`,
    ],
    [
      'a list without apps',
      { apps: [] },
      whole,
      'source_unavailable',
      `Steam gave no data: its list of apps is empty. ${LATER}`,
    ],
    [
      'the same page of the list for ever',
      { mood: { is: 'drifted', from: '"last_appid":240', to: '"last_appid":120' } },
      whole,
      'source_unavailable',
      `Steam gave no data: its list of apps repeats itself. ${LATER}`,
    ],
    [
      'details of another form',
      { mood: { is: 'drifted', from: '"success":', to: '"ok":' } },
      whole,
      'source_unavailable',
      `Steam gave no data: it did not send the details of an app, 6 times in a row. ${LATER}`,
    ],
    [
      'a store that fails for app after app',
      {
        broken: someApps(30)
          .slice(15)
          .map(({ appid }) => appid),
      },
      whole,
      'source_unavailable',
      `Steam gave no data: it answered with status 500, 6 times in a row. ${LATER}`,
    ],
  ])('of %s is told without key or address', async (_, fake, sync, code, message) => {
    const { result } = await played(fake, sync)
    expect([(result as { code?: string }).code, messageOf(result)]).toEqual([code, message]) // safe: a Failure, or the test fails
    expect(Bun.inspect(result)).not.toContain(SECRET)
  })
})

test('an app for which the store always fails is refused, and the crawl goes on', async () => {
  const { result } = await played({ broken: [10, 150, 160, 300] }, whole)
  expect(result).toMatchObject({ read: 30, accepted: 24, quarantined: 6 })
})

test('after a store was down half way, the crawl goes on where it stopped, and no app is refused', async () => {
  await using stores = await createTestStores()
  const down = await played(
    {
      broken: someApps(30)
        .slice(15)
        .map(({ appid }) => appid),
    },
    whole,
    stores,
  )
  const up = await played({}, whole, stores)
  expect(up.result).toMatchObject({ read: 30, quarantined: 3 })
  expect(up.asked.filter((path) => path.startsWith('/api'))).toHaveLength(15)
  expect(down.asked.filter((path) => path.startsWith('/api')).length).toBe(15 + 3 * 6)
})

test('a store that shows no app in its country refuses every app, and changes no game', async () => {
  await using stores = await createTestStores()
  const open = await played({}, whole, stores)
  const closed = await played(
    { closedTo: 'us' },
    ({ clock }, url) => load(stores, steamAt(url), { clock, credentials: KEYS, restart: true }),
    stores,
  )
  expect(closed.result).toMatchObject({ read: 30, accepted: 0, quarantined: 30 })
  expect(closed.hash).toBe(open.hash)
})
