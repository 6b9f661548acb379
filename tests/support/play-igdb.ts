import { join } from 'node:path'
import type { Credentials } from '#seed/contract/source'
import type { RunReport } from '#seed/pipeline/report'
import { findSource } from '#seed/sources/index'
import { NO_KEYS, servedAt } from './api-access'
import type { Row } from './apicalypse'
import type { Own } from './each-own'
import type { FakeApi } from './fake-api'
import { CREDENTIALS } from './fake-igdb'
import { load } from './memory-source'

/** Credentials that the fake accepts. */
export const IGDB_KEYS: Credentials = {
  ...NO_KEYS,
  IGDB_CLIENT_ID: CREDENTIALS.id,
  IGDB_CLIENT_SECRET: CREDENTIALS.secret,
}

/** Games of the fixture: one with every field, one with an edition, a DLC. */
export const FIXTURE_GAMES: Row[] = await Bun.file(join(import.meta.dir, '../fixtures/igdb/games.json')).json()

/** Enough games for two pages, some with equal names. */
export const GAMES: Row[] = FIXTURE_GAMES.concat(
  Array.from({ length: 600 }, (_, at) => ({
    id: 400_000 + at * 3,
    name: `Quest of Sir ${at % 550} & Co`,
    slug: `quest-${at}`,
    url: `https://www.igdb.com/games/quest-${at}`,
    game_type: { id: 0 },
    updated_at: 1_675_000_000 + at,
  })),
)

/** Returns the source `igdb` with a fake as its API. */
export const igdbAt = ({ url }: Pick<FakeApi, 'url'>) => servedAt(findSource('igdb'), url)

/** Loads everything from a fake. */
export const loadIgdb = ({ stores, clock }: Own, served: FakeApi): Promise<RunReport> =>
  load(stores, igdbAt(served), { clock, credentials: IGDB_KEYS })
