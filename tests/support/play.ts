import { createVirtualClock, type VirtualClock } from '#tests/seed/api/virtual-clock'
import { catalogueHash } from './catalogue-hash'
import type { FakeApi } from './fake-api'
import { createTestStores, type TestStores } from './stores'

type Played = { stores: TestStores; clock: VirtualClock; asked: string[]; refused: () => number }

/** Work of a test with a fake at `url` and stores. */
export type Sync = (played: Played, url: string) => Promise<unknown>

/** Runs `sync` against a fake, with the given stores or new ones. Returns its result or error, and the hash of the catalogue. */
export async function play(start: (clock: VirtualClock) => FakeApi, sync: Sync, stores?: TestStores) {
  const clock = createVirtualClock()
  await using own = stores ? undefined : await createTestStores()
  const into = stores ?? own
  if (!into) throw new Error('no stores')
  await using server = start(clock)
  const { asked, refused } = server
  const result = await sync({ stores: into, clock, asked, refused }, server.url).catch((error: unknown) => error)
  return { result, hash: await catalogueHash(into.db), asked, refused: refused(), clock }
}

const WORDS = ['Ash', 'Bell', 'Crow', 'Dune', 'Elm', 'Fog', 'Gale', 'Hive', 'Iris', 'Jade', 'Kelp', 'Loom', 'Moss']

/** Returns the n-th invented name of a game; the first 2,197 are all different. */
export const nameOfGame = (n: number): string =>
  `${WORDS[n % 13]} ${WORDS[Math.floor(n / 13) % 13]} of ${WORDS[Math.floor(n / 169)]}`
