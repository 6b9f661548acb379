import { createVirtualClock, type VirtualClock } from '#tests/seed/api/virtual-clock'
import { catalogueHash } from './catalogue-hash'
import type { FakeApi } from './fake-api'
import { createTestStores, type TestStores } from './stores'

type Played = { stores: TestStores; clock: VirtualClock; asked: string[]; refused: () => number }

/** What is done with a fake and stores. */
export type Sync = (played: Played, url: string) => Promise<unknown>

/** Lets `sync` load from a fake into stores of its own, or the given ones, and tells the catalogue it ended in. */
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

/** The n-th of the names that made-up games have: no two of the first 2,197 are one. */
export const nameOfGame = (n: number): string =>
  `${WORDS[n % 13]} ${WORDS[Math.floor(n / 13) % 13]} of ${WORDS[Math.floor(n / 169)]}`
