import { join } from 'node:path'
import { findSource } from '#seed/sources/index'
import { NO_KEYS, servedAt } from './api-access'
import { type FakeSteamOptions, type SteamApp, startFakeSteam } from './fake-steam'
import { load } from './memory-source'
import { nameOfGame, play, type Sync } from './play'
import type { TestStores } from './stores'

/** API key in the form of Steam. */
export const SECRET = '57EA0000C0FFEE0000C0FFEE0000BEEF'
/** Credentials with the key of Steam. */
export const KEYS = { ...NO_KEYS, STEAM_API_KEY: SECRET }
/** E-mail address in the details of every app. It must not be stored anywhere. */
export const PERSON = 'jane.doe@example.org'
const FIRST_CHANGE = Date.UTC(2021, 1, 2) / 1000

const FIXTURES = join(import.meta.dir, '../fixtures/steam')
const shapes = await Promise.all(
  ['570', '21690'].map(async (appid) => {
    const answer = await Bun.file(join(FIXTURES, `appdetails_${appid}.json`)).json()
    return answer[appid].data
  }),
)

/** Returns apps in the form of real ones, each with another name. Every seventh is DLC; every tenth is not shown by the store. */
export const someApps = (count: number, last_modified = FIRST_CHANGE): SteamApp[] =>
  Array.from({ length: count }, (_, n) => {
    const app = { appid: 10 + n * 10, name: nameOfGame(n), last_modified }
    if (n % 10 === 9) return app
    const own = { name: app.name, steam_appid: app.appid, type: n % 7 === 6 ? 'dlc' : 'game' }
    return { ...app, data: { ...shapes[n % 2], ...own, support_info: { url: '', email: PERSON } } }
  })

/** Runs `sync` against a fake of Steam with 30 apps, as `play` does. */
export const played = (fake: Partial<FakeSteamOptions>, sync: Sync, stores?: TestStores) =>
  play((clock) => startFakeSteam({ apps: someApps(30), key: SECRET, listSize: 12, clock, ...fake }), sync, stores)

/** Returns the source `steam` with the API at `url`. */
export const steamAt = (url: string) => servedAt(findSource('steam'), url)

/** Loads everything from the fake. */
export const whole: Sync = ({ stores, clock }, url) => load(stores, steamAt(url), { clock, credentials: KEYS })
