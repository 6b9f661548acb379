import { join } from 'node:path'
import { findSource } from '#seed/sources/index'
import { NO_KEYS, servedAt } from './api-access'
import { type FakeRawgOptions, type RawgGame, startFakeRawg } from './fake-rawg'
import { load } from './memory-source'
import { nameOfGame, play, type Sync } from './play'
import type { TestStores } from './stores'

/** API key in the form of RAWG. */
export const SECRET = 'r4wg0000c0ffee0000c0ffee0000beef'
/** Credentials with the key of RAWG. */
export const KEYS = { ...NO_KEYS, RAWG_API_KEY: SECRET }
const A_SECOND = { requests: 1, inMs: 1_000 }

const SAVED = process.env.TEST_DATA_DIR && join(process.env.TEST_DATA_DIR, 'rawg/rawg_api_games_page1_size40.json')
const { results } = await Bun.file(SAVED ?? join(import.meta.dir, '../fixtures/rawg/games.json')).json()

/** Returns games in the form of real ones, each with another name. */
export const someGames = (count: number, updated = '2019-08-28T21:00:00'): RawgGame[] =>
  Array.from({ length: count }, (_, n) => ({
    ...results[n % results.length],
    id: 100 + n,
    slug: `game-${100 + n}`,
    name: nameOfGame(n),
    updated: updated.replace('-28', `-${String(1 + (n % 28)).padStart(2, '0')}`),
  }))

/** Runs `sync` against a fake of RAWG with 150 games, as `play` does. */
export const played = (fake: Partial<FakeRawgOptions>, sync: Sync, stores?: TestStores) =>
  play(
    (clock) => startFakeRawg({ games: someGames(150), key: SECRET, clock, allowance: A_SECOND, ...fake }),
    sync,
    stores,
  )

/** Returns the source `rawg` with the API at `url`. */
export const rawgAt = (url: string) => servedAt(findSource('rawg'), url)
/** Loads everything from the fake. */
export const whole: Sync = ({ stores, clock }, url) => load(stores, rawgAt(url), { clock, credentials: KEYS })
