import { expect, test } from 'bun:test'
import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import type { CatalogueRecord } from '#catalogue/record'
import { rowsOf } from '#db/stores'
import type { Source } from '#seed/contract/source'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

type Told = { key: string } & CatalogueRecord
type List = { source: string; dataset: string; trust: number; records: readonly Told[] }

const on = (platform: string, date: string, more: object = {}) => ({
  releases: [{ platform, released: { date, precision: 'day' as const }, ...more }],
})

/** Records of Doom and Zelda from four sources, of equal and of different trust, one in two datasets, with some equal values. */
const LISTS: readonly List[] = [
  {
    source: 'shop',
    dataset: '2019',
    trust: 50,
    records: [
      { key: '1', title: 'DOOM', ...on('pc', '2016-05-13'), developers: ['id Software'], externalIds: { hub: 'd16' } },
      { key: '2', title: 'Doom', ...on('pc', '1993-12-10'), publishers: ['GT Interactive'], series: ['Doom'] },
      {
        key: '3',
        title: 'DOOM Season Pass',
        kind: 'dlc',
        relations: [{ relation: 'dlc_of', source: 'shop', id: '1' }],
      },
      { key: '4', title: 'The Legend of Zelda: Ocarina of Time', ...on('nintendo-64', '1998-11-23') },
    ],
  },
  {
    source: 'shop',
    dataset: '2023',
    trust: 50,
    records: [
      { key: '1', title: 'DOOM', ...on('pc', '2016-05-13'), developers: ['id Software LLC'], summary: 'Rip and tear.' },
      { key: '2', title: 'Doom (1993)', ...on('pc', '1993-12-10'), alternativeNames: ['The Ultimate Doom'] },
    ],
  },
  {
    source: 'list',
    dataset: 'list',
    trust: 50,
    records: [
      { key: 'a', title: 'Doom', ...on('ps4', '2016-05-13'), users: { value: 85, votes: 20 }, genres: ['shooter'] },
      {
        key: 'b',
        title: 'Doom',
        ...on('snes', '1995-09-01', { region: 'us' }),
        ratings: [{ board: 'ESRB', rating: 'T' }],
      },
      { key: 'c', title: 'Zelda: Ocarina of Time', alternativeNames: ['The Legend of Zelda: Ocarina of Time'] },
      { key: 'd', title: 'Doom VFR', ...on('pc', '2017-12-01') },
      {
        key: 'e',
        title: 'Zelda II',
        ...on('nes', '1987-01-14'),
        unknown: { genres: ['Fantasy'], platforms: ['Gate'] },
      },
    ],
  },
  {
    source: 'press',
    dataset: 'press',
    trust: 50,
    records: [
      { key: 'x', title: 'Doom', ...on('ps4', '2016-05-13'), users: { value: 85, votes: 20 }, genres: ['action'] },
      {
        key: 'y',
        title: 'Legend of Zelda, The: Ocarina of Time',
        critics: { value: 99, votes: 22 },
        series: ['Zelda'],
      },
      {
        key: 'z',
        title: 'Zelda II: The Adventure of Link',
        ...on('nes', '1988-12-01'),
        ratings: [{ board: 'esrb', rating: 'E' }],
      },
    ],
  },
  {
    source: 'hub',
    dataset: 'hub',
    trust: 80,
    records: [
      {
        key: 'd16',
        title: 'Doom',
        alternativeNames: ['Doom 4'],
        publishers: ['Bethesda', 'BoltGames'],
        ...on('pc', '2016-05-12'),
      },
      {
        key: 'd93',
        title: 'Doom',
        ...on('dos', '1993-12-10'),
        relations: [{ relation: 'has_dlc', source: 'shop', id: '9' }],
      },
      {
        key: 'oot',
        title: 'The Legend of Zelda: Ocarina of Time',
        series: ['The Legend of Zelda'],
        publishers: ['NINTENDO', 'Bolt Games'],
      },
      {
        key: 'pack',
        title: 'Doom Pack',
        kind: 'bundle',
        relations: [{ relation: 'bundle_contains', source: 'hub', id: 'd93' }],
      },
    ],
  },
]

/** One run of a list, full or partial; a full crawl removes the records it lacks. */
function part({ source, trust }: List, records: readonly Given[], complete = false): Source {
  const memory = memorySource(source, [records], trust)
  const open: Source['open'] = async (options) => ({
    ...(await memory.open(options)),
    crawl: { advancesBookmark: true, complete },
  })
  return complete ? { ...memory, keyOf: (value) => (value as Told).key, open } : memory // safe: the value is one of LISTS
}

type Run = { list: List; records: readonly Told[] }

/** Runs in any order: each list in parts, each part with or without an earlier version of its records. */
const someRuns = fc
  .tuple(
    ...LISTS.map((list) =>
      fc.array(fc.nat({ max: 2 }), { minLength: list.records.length, maxLength: list.records.length }),
    ),
  )
  .map((places) =>
    LISTS.flatMap((list, at) =>
      [...Map.groupBy(list.records, (_, row) => places[at]?.[row]).values()].map((records) => ({ list, records })),
    ),
  )
  .chain((runs) => fc.shuffledSubarray(runs, { minLength: runs.length }))

const run = (stores: TestStores, list: List, source: Source) => load(stores, source, { dataset: list.dataset })

/** Returns an earlier version of a record, without values that would make a company known. */
const before = ({ key, title }: Told): Told => ({ key, title: `${title} II`, summary: 'To be told.' })

async function catalogueOf(work: (stores: TestStores) => Promise<unknown>): Promise<string> {
  await using stores = await createTestStores()
  await work(stores)
  return await catalogueHash(stores.db)
}

const loadWhole = async (stores: TestStores) => {
  for (const list of LISTS) await run(stores, list, part(list, list.records))
}

test('any order of sources, divided into any runs, gives the same catalogue', async () => {
  const whole = await catalogueOf(loadWhole)
  await fc.assert(
    fc.asyncProperty(someRuns, async (runs) => {
      const cut = await catalogueOf(async (stores) => {
        for (const { list, records } of runs) await run(stores, list, part(list, records))
      })
      expect(cut).toBe(whole)
    }),
    { numRuns: 3 },
  )
}, 120_000)

/** First an earlier version of every record, then the current one; then each list without its first record, then complete again. */
async function loadWithHistory(stores: TestStores, runs: readonly Run[]): Promise<void> {
  for (const { list, records } of runs) await run(stores, list, part(list, records.map(before)))
  for (const { list, records } of runs) await run(stores, list, part(list, records))
  for (const list of LISTS) await run(stores, list, part(list, list.records.slice(1), true))
  for (const list of LISTS) await run(stores, list, part(list, list.records, true))
}

test('earlier versions and records removed for a while leave no trace', async () => {
  const whole = await catalogueOf(loadWhole)
  await fc.assert(
    fc.asyncProperty(someRuns, async (runs) =>
      expect(await catalogueOf((stores) => loadWithHistory(stores, runs))).toBe(whole),
    ),
    { numRuns: 2 },
  )
}, 120_000)

test('the same input again changes nothing', async () => {
  await using stores = await createTestStores()
  await loadWhole(stores)
  const versions = () => rowsOf(stores.db, sql`select slug, version, updated_at from game order by slug`)
  const first = await versions()
  for (const list of LISTS) {
    const report = await run(stores, list, part(list, list.records))
    expect(report).toMatchObject({
      accepted: 0,
      unchanged: list.records.length,
      games: { created: 0, updated: 0, merged: 0 },
    })
  }
  expect(await versions()).toEqual(first)
}, 60_000)
