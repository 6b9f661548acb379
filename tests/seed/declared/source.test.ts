import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import type { Source } from '#seed/contract/source'
import { declaredSources } from '#seed/declared/source'
import { noApi } from '#tests/support/api-access'
import { load } from '#tests/support/memory-source'
import { runSeed, type SeedEnvironment } from '#tests/support/seed-process'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { clock, readList } from '../sources/read-list'
import { configOf, written } from './entries'

const FIXTURES = join(import.meta.dir, '..', '..', 'fixtures', 'declared')
const CSV = 'id,title,year\n1,Elite,1984\n2,Tetris,1989\n'

const lines = written({
  name: 'lines',
  format: 'ndjson',
  from: 'games.ndjson',
  map: { title: 'name', platforms: 'systems.name', released: { column: 'released', date: 'DD-MM-YYYY' } },
})
const byId = written({
  name: 'by-id',
  format: 'json',
  from: 'games.json',
  records: 'results',
  key: '@key',
  map: { title: 'name', platforms: 'systems.name', 'externalIds.steam': '@key' },
})
const table = written({ name: 'table', from: 'lists/*', map: { title: 'title', year: 'year' } })
const fileless = written({ name: 'fileless' })

let folder: string
let sources: readonly Source[]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vestim-declared-'))
  cpSync(FIXTURES, folder, { recursive: true })
  cpSync(FIXTURES, join(folder, 'lists'), { recursive: true, filter: (path) => path === FIXTURES })
  writeFileSync(join(folder, 'lists', 'a.csv.gz'), gzipSync(CSV))
  writeFileSync(join(folder, 'lists', 'b.csv.zst'), zstdCompressSync(Buffer.from(CSV.replaceAll(/^\d/gm, '3'))))
  writeFileSync(join(folder, 'vestimlib.config.json'), configOf(lines, byId, table, fileless))
  sources = await declaredSources(join(folder, 'vestimlib.config.json'), [])
})
afterAll(() => rmSync(folder, { recursive: true }))

const fail = (): never => {
  throw new Error('the configuration declares nothing')
}

const source = (name: string): Source => {
  const found = sources.find((candidate) => candidate.name === name)
  if (!found) throw new Error(`${name} is not declared`)
  return found
}

describe('a declared source', () => {
  test('reads a file of lines', async () => {
    const list = await readList(source('lines'), join(folder, 'games.ndjson'))
    expect(list).toMatchObject({ dataset: 'lines', read: 4, refused: { invalid_json: 1, missing_title: 1 } })
    expect(list.accepted.map(({ key, record }) => [key, record.title, record.released?.date])).toEqual([
      ['1', 'Elite', '1984-09-20'],
      ['3', 'Doom', '1993-12-10'],
    ])
  })

  test('reads an object by id inside of another', async () => {
    const { accepted } = await readList(source('by-id'), join(folder, 'games.json'))
    expect(accepted).toEqual([
      { key: '620', record: { title: 'Portal 2', releases: [{ platform: 'pc' }], externalIds: { steam: '620' } } },
      {
        key: '440',
        record: {
          title: 'Team Fortress 2',
          releases: [{ platform: 'pc' }],
          externalIds: { steam: '440' },
          unknown: { platforms: ['Abacus'] },
        },
      },
    ])
  })

  test('finds its files from the folder of the configuration, packed or not, and says which one a record is from', async () => {
    const { pages } = await source('table').open({ from: undefined, clock, api: noApi })
    const read = await Array.fromAsync(pages(undefined))
    expect(read.flatMap(({ records }) => records.map(({ position }) => [position.file, position.line]))).toEqual([
      ['a.csv.gz', 2],
      ['a.csv.gz', 3],
      ['b.csv.zst', 2],
      ['b.csv.zst', 3],
    ])
    const [first] = read
    const rest = await Array.fromAsync(pages(first?.checkpoint))
    expect(rest.flatMap(({ records }) => records)).toEqual(read.slice(1).flatMap(({ records }) => records))
  })

  test('that names a column its file lacks fails and suggests another', async () => {
    const [mistyped] = await declaredSources(
      writeConfig(written({ from: 'lists/a.csv.gz', map: { title: 'titel' } })),
      [],
    )
    await expect(mistyped?.open({ from: undefined, clock, api: noApi })).rejects.toMatchObject({
      code: 'wrong_header',
      message: '"a.csv.gz" lacks the columns that the source my-list declares: "titel". Did you mean "title"?',
    })
  })

  test('of JSON refuses a file with at most half of the columns of its entry', async () => {
    const map = { title: 'name', platforms: 'platforms', genres: 'genres', year: 'year' }
    const [strange] = await declaredSources(
      writeConfig(written({ format: 'json', from: 'games.json', records: 'results', key: '@key', map })),
      [],
    )
    await expect(readList(strange ?? fail(), join(folder, 'games.json'))).rejects.toMatchObject({
      code: 'wrong_header',
      message: expect.stringContaining('my-list declares: "platforms", "genres", "year"'),
    })
  })

  test('is read in the encoding its entry declares, and in that of the command line before it', async () => {
    writeFileSync(join(folder, 'lists.mac'), Buffer.from('id,title\n1,E\xe1O\n', 'latin1'))
    const [mac] = await declaredSources(writeConfig(written({ encoding: 'macintosh' })), [])
    const titleIn = async (encoding?: 'windows-1252') =>
      (await readList(mac ?? fail(), join(folder, 'lists.mac'), encoding)).accepted[0]?.record.title
    expect([await titleIn(), await titleIn('windows-1252')]).toEqual(['E·O', 'EáO'])
  })

  test('has another fingerprint after its entry changed, so that no run is resumed', async () => {
    const fingerprintOf = async (map: Record<string, unknown>) => {
      const [one] = await declaredSources(writeConfig(written({ from: 'lists/a.csv.gz', map })), [])
      return (await one?.open({ from: undefined, clock, api: noApi }))?.fingerprint
    }
    expect(await fingerprintOf({ title: 'title' })).toBe(await fingerprintOf({ title: 'title' }))
    expect(await fingerprintOf({ title: 'title' })).not.toBe(await fingerprintOf({ title: 'title', year: 'year' }))
  })

  function writeConfig(entry: unknown): string {
    const path = join(folder, 'other.json')
    writeFileSync(path, configOf(entry))
    return path
  }
})

describe('a configuration file', () => {
  test('that is named must be there; the usual one need not be', async () => {
    await expect(declaredSources(join(folder, 'none.json'), [])).rejects.toMatchObject({ code: 'configuration' })
    expect(await declaredSources(undefined, [])).toEqual([])
  })
})

describe('bun run seed', () => {
  let stores: TestStores
  let environment: SeedEnvironment
  beforeAll(async () => {
    stores = await createTestStores()
    environment = stores.databaseUrl ? { DATABASE_URL: stores.databaseUrl } : { DATA_DIR: join(folder, 'data') }
  }, 60_000)
  afterAll(() => stores[Symbol.asyncDispose]())

  const seed = (...args: string[]) => runSeed([...args, '--config', join(folder, 'vestimlib.config.json')], environment)

  test('loads, lists and names declared sources like its own', async () => {
    const { exit, out, err } = await seed('lines', '--json')
    expect([exit, err]).toEqual([0, ''])
    expect(JSON.parse(out.trim().split('\n').at(-1) ?? '')).toMatchObject({
      source: 'lines',
      read: 4,
      accepted: 2,
      quarantined: 2,
      games: { created: 2 },
    })
    expect(await seed('lines', '--encoding', 'macintosh')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('UTF-8'),
    })
    const { out: listed } = await seed('list')
    expect(listed).toContain('by-id')
    expect(listed).toContain('steamspy')
    expect(listed).toMatch(/lines .*last run/)
    expect(await seed('lins')).toMatchObject({ exit: 2, err: expect.stringContaining('Did you mean lines?') })
    expect(await seed('fileless')).toMatchObject({
      exit: 2,
      err: expect.stringContaining('bun run seed fileless FILE'),
    })
  }, 120_000)

  test('takes a file of the command line in place of the declared one', async () => {
    const { exit, out } = await seed('fileless', join(folder, 'lists', 'a.csv.gz'), '--dry-run')
    expect([exit, out]).toEqual([0, expect.stringContaining('2 read = 2 accepted')])
  }, 60_000)

  test('ends with 78 and every fault where the configuration is wrong', async () => {
    const path = join(folder, 'wrong.json')
    writeFileSync(path, configOf(written({ name: 'vgsales', map: {} })))
    const { exit, err } = await runSeed(['list', '--config', path], environment)
    expect(exit).toBe(78)
    expect(err).toContain('sources.0.map.title: is missing')
    expect(err).not.toContain(folder)
  }, 60_000)
})

test('a declared list is matched with the others and changes nothing when it is read again', async () => {
  await using stores = await createTestStores()
  expect(await load(stores, source('by-id'))).toMatchObject({ read: 2, accepted: 2, games: { created: 2 } })
  expect(await load(stores, source('by-id'))).toMatchObject({
    read: 2,
    unchanged: 2,
    games: { created: 0, updated: 0 },
  })
}, 60_000)
