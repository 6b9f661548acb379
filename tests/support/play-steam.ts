import { join } from 'node:path'
import { findSource } from '#seed/sources/index'
import { NO_KEYS, servedAt } from './api-access'
import { type FakeSteamOptions, type SteamApp, startFakeSteam } from './fake-steam'
import { load } from './memory-source'
import { nameOfGame, play, type Sync } from './play'
import type { TestStores } from './stores'

/** A key as Steam gives them out. */
export const SECRET = '57EA0000C0FFEE0000C0FFEE0000BEEF'
/** The keys of a run, Steam's among them. */
export const KEYS = { ...NO_KEYS, STEAM_API_KEY: SECRET }
/** Stands in the details of every app, and must stand nowhere else. */
export const PERSON = 'jane.doe@example.org'
const FIRST_CHANGE = Date.UTC(2021, 1, 2) / 1000

const FIXTURES = join(import.meta.dir, '../fixtures/steam')
const shapes = await Promise.all(
  ['570', '21690'].map(async (appid) => {
    const answer = await Bun.file(join(FIXTURES, `appdetails_${appid}.json`)).json()
    return answer[appid].data
  }),
)

/** Apps of real shape, each with a name of its own; every seventh is DLC, and every tenth the store does not show. */
export const someApps = (count: number, last_modified = FIRST_CHANGE): SteamApp[] =>
  Array.from({ length: count }, (_, n) => {
    const app = { appid: 10 + n * 10, name: nameOfGame(n), last_modified }
    if (n % 10 === 9) return app
    const own = { name: app.name, steam_appid: app.appid, type: n % 7 === 6 ? 'dlc' : 'game' }
    return { ...app, data: { ...shapes[n % 2], ...own, support_info: { url: '', email: PERSON } } }
  })

/** Lets `sync` load from a fake into stores of its own, or the given ones, and tells the catalogue it ended in. */
export const played = (fake: Partial<FakeSteamOptions>, sync: Sync, stores?: TestStores) =>
  play((clock) => startFakeSteam({ apps: someApps(30), key: SECRET, listSize: 12, clock, ...fake }), sync, stores)

/** Steam, asked at another address. */
export const steamAt = (url: string) => servedAt(findSource('steam'), url)

/** One load from beginning to end. */
export const whole: Sync = ({ stores, clock }, url) => load(stores, steamAt(url), { clock, credentials: KEYS })
