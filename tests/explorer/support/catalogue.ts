import type { CatalogueRecord } from '#catalogue/record'
import { listen } from '#src/http/listen'
import { signLinkCode } from '#src/http/token'
import { createTestApp, TEST_SECRET } from '#tests/support/client'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

/** A service with the explorer on a port of its own. */
export type ExplorerService = AsyncDisposable & {
  url: string
  stores: TestStores
  /** Returns the address of a page with a code that signs in. (Default scope: curate, export, self) */
  link: (path?: string, scope?: string) => Promise<string>
  /** Stops answering, until the function that is returned starts the service again, at the same address. */
  stop: () => Promise<() => void>
}

type ExplorerOptions = { guest?: 'off' | 'read'; lists?: typeof LISTS }

/** Starts a service with the explorer over new stores: real ones where TEST_DATABASE_URL names a server, else embedded. */
export async function startExplorer({ guest = 'off', lists = LISTS }: ExplorerOptions = {}): Promise<ExplorerService> {
  const stores = await createTestStores()
  for (const [name, trust, records] of lists)
    await load(stores, memorySource(name, [records.map((record, at) => ({ key: `${name}-${at}`, ...record }))], trust))
  const start = (port: number) => listen(createTestApp(stores, { guest }), { host: '127.0.0.1', port })
  let service = start(0)
  const { url } = service
  return {
    url,
    stores,
    stop: async () => {
      await service.stop({ graceMs: 0, drainMs: 100 })
      return () => {
        service = start(Number(new URL(url).port))
      }
    },
    link: async (path = '', scope = 'curate,export,self') =>
      `${url}/explorer${path}#code=${await signLinkCode(TEST_SECRET, scope)}`,
    async [Symbol.asyncDispose]() {
      await service.stop({ graceMs: 0, drainMs: 100 })
      await stores[Symbol.asyncDispose]()
    },
  }
}

type List = readonly [name: string, trust: number, records: readonly CatalogueRecord[]]

const release = (platform: string, date: string, precision: 'day' | 'year' = 'day') => ({
  platform,
  released: { date, precision },
})

/** Titles that a page must show as they are. */
export const HOSTILE_TITLES = [
  '<img src=x onerror=alert(1)> Adventure',
  `Very Long ${'Longer '.repeat(40)}End`.slice(0, 300),
  'مغامرة الصحراء',
  'Party 🎉 Games 👩‍🚀',
  '"Quoted" & Co',
] as const

const STARTS = ['Star', 'Iron', 'Lost', 'Deep', 'Wild', 'Moon', 'Fire', 'Soul', 'Hero', 'Dream']
const ENDS = ['Rider', 'Garden', 'Harbour', 'Station', 'Orchard', 'Canyon', 'Beacon', 'Lantern', 'Voyage', 'Parade']

/** A hundred games of one list, on three platforms, in ten years. */
const MANY: readonly CatalogueRecord[] = STARTS.flatMap((start, row) =>
  ENDS.map((end, at) => ({
    title: `${start} ${end}`,
    genres: [['puzzle', 'racing', 'action'][at % 3] ?? 'puzzle'],
    releases: [release(['pc', 'wii', 'ps3'][at % 3] ?? 'pc', `${2000 + row}-05-0${(at % 9) + 1}`)],
    popularity: 1000 * (row * 10 + at + 1),
    critics: { value: 40 + row * 5 },
  })),
)

/** Three lists that disagree about some games. */
export const LISTS: readonly List[] = [
  [
    'critics',
    70,
    [
      {
        title: 'Euro Truck Simulator 2',
        releases: [release('pc', '2013-01-16')],
        critics: { value: 79 },
        users: { value: 87 },
        developers: ['SCS Software'],
      },
      { title: 'The Legend of Zelda', releases: [release('nes', '1986-02-21')], critics: { value: 95 } },
      { title: 'Zelda II', releases: [release('nes', '1987-01-01', 'year')], critics: { value: 82 } },
    ],
  ],
  [
    'players',
    60,
    [
      {
        title: 'Euro Truck Simulator 2',
        releases: [release('pc', '2012-10-19')],
        users: { value: 97.3, votes: 588_000 },
        popularity: 20_579_405,
        developers: ['SCS Software'],
      },
      ...HOSTILE_TITLES.map((title, at) => ({
        title,
        popularity: 5_000_000 - at,
        releases: [{ ...release('pc', '2020-02-02'), region: 'eu' }],
      })),
    ],
  ],
  [
    'sales',
    50,
    [
      {
        title: 'Euro Truck Simulator 2',
        genres: ['simulation'],
        releases: [{ ...release('pc', '2012-01-01', 'year'), salesCopies: 130_000 }],
        developers: ['SCS Software'],
      },
      { title: 'The Legend of Zelda', genres: ['adventure'], releases: [release('nes', '1986-01-01', 'year')] },
      ...MANY,
    ],
  ],
]
