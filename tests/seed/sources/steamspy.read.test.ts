import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '#seed/contract/clock'
import type { Checkpoint, Page } from '#seed/contract/record'
import { openSteamspy } from '#seed/sources/steamspy/read'
import { apiAccess, forgetBudgets, noApi } from '#tests/support/api-access'
import { type FakeSteamspyOptions, startFakeSteamspy } from '#tests/support/fake-steamspy'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { createVirtualClock } from '../api/virtual-clock'

const FOLDER = join(import.meta.dir, '../../fixtures/steamspy')
const REAL = process.env.TEST_DATA_DIR && join(process.env.TEST_DATA_DIR, 'steam/steamspy_2023')

const bodiesOf = (folder: string, numbers: number[]): Promise<Record<string, unknown>[]> =>
  Promise.all(numbers.map((number) => Bun.file(join(folder, `20230204_steamspy_page_${number}.json`)).json()))

const textsOf = (pages: Page[]): string[] => pages.flatMap((page) => page.records.map((record) => record.text))

let stores: TestStores

beforeAll(async () => {
  stores = await createTestStores()
})
afterAll(() => stores[Symbol.asyncDispose]())

const access = (clock: Clock) => apiAccess(stores, 'steamspy', clock)

async function readFolder(from: string, after?: Checkpoint): Promise<Page[]> {
  const opened = await openSteamspy({ from, clock: createVirtualClock(), api: noApi })
  return Array.fromAsync(opened.pages(after))
}

/** Reads the list of a fake API; returns the pages and the requests that the fake received. */
async function readApi(fake: Partial<FakeSteamspyOptions>, after?: Checkpoint) {
  const clock = createVirtualClock()
  await using server = startFakeSteamspy({ pages: await bodiesOf(FOLDER, [0, 1, 2, 10]), clock, ...fake })
  await forgetBudgets(stores)
  const opened = await openSteamspy({ from: undefined, clock, baseUrl: server.url, api: access(clock) })
  const pages: Page[] = []
  const failure = await collect(opened.pages(after), pages)
  return { pages, failure, asked: server.asked, refused: server.refused() }
}

async function collect(source: AsyncIterable<Page>, pages: Page[]): Promise<unknown> {
  try {
    for await (const page of source) pages.push(page)
    return undefined
  } catch (error) {
    return error
  }
}

/** Runs `use` on a new folder with the given files, then removes the folder. */
async function withFolder<T>(
  files: Record<string, string | Uint8Array>,
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'steamspy-'))
  try {
    for (const [name, content] of Object.entries(files)) await Bun.write(join(folder, name), content)
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('a folder of saved pages', () => {
  test('is read in the order of the numbers, and each game has its position', async () => {
    const pages = await readFolder(FOLDER)
    expect(pages[3]?.records[0]).toMatchObject({
      value: { appid: 1357490, name: 'Gunboat' },
      position: { row: 0, file: '20230204_steamspy_page_10.json' },
    })
    expect(pages.map(({ done, total }) => [done, total])).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
      [4, 4],
    ])
  })

  test('resumes after any page with exactly the rest', async () => {
    const whole = await readFolder(FOLDER)
    for (const [at, page] of whole.entries()) {
      expect(await readFolder(FOLDER, page.checkpoint)).toEqual(whole.slice(at + 1))
    }
  })

  test('may be one page', async () => {
    const pages = await readFolder(join(FOLDER, '20230204_steamspy_page_2.json'))
    expect(textsOf(pages)).toHaveLength(2)
  })

  test('has a fingerprint that differs for other pages', async () => {
    const clock = createVirtualClock()
    const print = (folder: string) =>
      openSteamspy({ from: folder, clock, api: noApi }).then(({ fingerprint }) => fingerprint)
    const [same, again] = [await print(FOLDER), await print(FOLDER)]
    const one = await withFolder({ 'a_page_0.json': '{"1":{}}' }, print)
    const other = await withFolder({ 'a_page_0.json': '{"2":{}}' }, print)
    expect(same).toBe(again)
    expect(new Set([same, one, other]).size).toBe(3)
  })

  test.each<[string, string, string]>([
    ['broken JSON', '{"620":{"appid":620', 'The response is not whole JSON.'],
    ['a list', '[1,2]', 'This is not a response of the API with records.'],
    ['a text', '"Connection failed"', 'This is not a response of the API with records.'],
  ])('keeps a page of %s as refused and goes on', async (_, text, message) => {
    const pages = await withFolder({ 'all_page_7.json': text, 'all_page_8.json': '{"620":{"appid":620}}' }, readFolder)
    expect(pages[0]).toMatchObject({ records: [], unparsable: [{ reject: { code: 'not_an_answer', message }, text }] })
    expect(textsOf(pages)).toEqual(['{"appid":620}'])
  })

  test('refuses an entry that is not an object, and accepts the games of its page', async () => {
    const [page] = await withFolder({ 'all_page_0.json': '{"10":null,"620":{"appid":620}}' }, readFolder)
    expect(page?.unparsable).toMatchObject([{ reject: { code: 'not_a_record', field: '10' }, text: 'null' }])
    expect(page?.records).toHaveLength(1)
  })

  test('without responses is a failure that says so', async () => {
    const failure = withFolder({ 'games.csv': 'a,b' }, readFolder)
    await expect(failure).rejects.toMatchObject({
      code: 'source_unreadable',
      message: expect.stringContaining('has no .json file'),
    })
  })

  test('may be packed, or given as a glob', async () => {
    const packed = { 'all_page_0.json.gz': Bun.gzipSync('{"620":{"appid":620}}') }
    const pages = await withFolder(packed, (folder) => readFolder(join(folder, '*.gz')))
    expect(textsOf(pages)).toEqual(['{"appid":620}'])
  })

  test('that is not there is a failure', async () => {
    await expect(readFolder(join(FOLDER, 'nowhere'))).rejects.toMatchObject({ code: 'source_unreadable' })
  })
})

describe('the API', () => {
  test('gives the same games as its pages saved in a folder, and ends with the empty page', async () => {
    const { pages, failure, asked } = await readApi({})
    expect(failure).toBeUndefined()
    expect(textsOf(pages)).toEqual(textsOf(await readFolder(FOLDER)))
    expect(asked).toEqual([0, 1, 2, 3, 4].map((page) => `/api.php?request=all&page=${page}`))
  })

  test('is asked for at most one page per minute', async () => {
    const { refused } = await readApi({ faults: { 1: 'status 500', 2: 'truncated', 4: 'moved' } })
    expect(refused).toBe(0)
  })

  test.each<403 | 429>([403, 429])('that finds us too fast and answers %p is asked again later', async (refusal) => {
    const { pages, refused } = await readApi({ spacingMs: 62_500, refusal })
    expect(refused).toBeGreaterThan(0)
    expect(textsOf(pages)).toEqual(textsOf(await readFolder(FOLDER)))
  })

  test('whose ranks move while it is read gives a game twice, and both are yielded', async () => {
    const { pages } = await readApi({ drift: 1 })
    const still = await readApi({})
    expect(textsOf(pages).length).toBeGreaterThan(textsOf(still.pages).length)
    expect(new Set(textsOf(pages))).toEqual(new Set(textsOf(still.pages)))
  })

  test('resumes at the checkpoint without a request for an earlier page', async () => {
    const { pages, asked } = await readApi({}, { page: 2 })
    expect(asked[0]).toBe('/api.php?request=all&page=2')
    expect(textsOf(pages)).toEqual(textsOf((await readFolder(FOLDER)).slice(2)))
  })

  test('that fails half way keeps what was read, and a second run gives the rest', async () => {
    const faults = Object.fromEntries([2, 3, 4, 5, 6, 7].map((request) => [request, 'web page'] as const))
    const first = await readApi({ faults })
    expect(first.failure).toMatchObject({ code: 'source_unavailable' })
    const second = await readApi({}, first.pages.at(-1)?.checkpoint)
    expect(textsOf([...first.pages, ...second.pages])).toEqual(textsOf(await readFolder(FOLDER)))
  })

  test.each<[string, Record<string, unknown>]>([
    ['an error in place of games', { error: 'Connection failed' }],
    ['a list', { 0: null }],
  ])('that sends %s is a failure, not an end', async (_, page) => {
    const { failure } = await readApi({ pages: [page] })
    expect(failure).toMatchObject({ code: 'source_unavailable', message: expect.stringContaining('page 0') })
  })
})

test.skipIf(!REAL)(
  'the 61 real pages hold 60,567 entries of 56,911 games (skipped without TEST_DATA_DIR)',
  async () => {
    const pages = await readFolder(REAL ?? '')
    const keys = pages.flatMap((page) => page.records.map(({ value }) => (value as { appid: number }).appid)) // safe: counted only
    expect([pages.length, keys.length, new Set(keys).size]).toEqual([61, 60_567, 56_911])
    expect(pages.flatMap((page) => page.unparsable)).toEqual([])
  },
)
