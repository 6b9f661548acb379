import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listRuns } from '#db/run/queries'
import { proveKill } from '#tests/prove/kill'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { type CuttingProxy, startCuttingProxy } from '#tests/support/cutting-proxy'
import { load } from '#tests/support/memory-source'
import { createTestStores } from '#tests/support/stores'
import { createVirtualClock } from '../api/virtual-clock'
import { configOf } from '../declared/entries'
import { databaseSource, impatientSource } from './read'
import { SUITES, type TestDatabase } from './servers'

const ROWS = 3_000
/** Bun's SQL does not notice that a server closes a new connection at once: each of four retries waits this long. */
const CONNECT_TIMEOUT_MS = 500
const MAP = { title: 'title', year: 'year', platforms: 'platform' }

const POSTGRES = process.env.TEST_DATABASE_URL
const servers = SUITES.filter(([, { format }]) => format !== 'sqlite')

describe.each(servers)('%s, when its connection is cut,', (_, dialect) => {
  const it = test.skipIf(dialect.skipped !== undefined)
  let database: TestDatabase
  let proxy: CuttingProxy
  beforeAll(async () => {
    if (dialect.skipped !== undefined) return
    database = await dialect.create()
    proxy = await startCuttingProxy(database.port ?? 0)
    await database.run(...games(dialect))
  }, 60_000)
  afterAll(async () => {
    proxy?.[Symbol.dispose]()
    await database?.[Symbol.asyncDispose]()
  }, 60_000)

  const members = () => {
    const from = new URL(database.from)
    from.port = String(proxy.port)
    return { format: dialect.format, from: from.href, query: 'select * from game', map: MAP }
  }
  const source = () => databaseSource(members())

  it('is read on after a retry, with no row missing or read twice', async () => {
    await using stores = await createTestStores()
    const clock = createVirtualClock()
    proxy.cutAfter(150_000)
    const before = proxy.cuts()
    expect(await load(stores, source(), { clock })).toMatchObject({ read: ROWS, accepted: ROWS, duplicate: 0 })
    expect([proxy.cuts() - before, clock.pauses.length]).toEqual([1, 1])
  }, 60_000)

  it('for good, ends the run with a clear message; the next run resumes and gives the same catalogue', async () => {
    await using whole = await createTestStores()
    await using stores = await createTestStores()
    await load(whole, source())
    const clock = createVirtualClock()
    proxy.cutAfter(150_000, { forGood: true })
    await expect(load(stores, impatientSource(members(), CONNECT_TIMEOUT_MS), { clock })).rejects.toMatchObject({
      code: 'source_unavailable',
      message: expect.stringContaining('The database of games does not answer, or broke the connection'),
    })
    expect(clock.pauses).toHaveLength(4)
    const [stopped] = await listRuns(stores.db)
    expect(stopped?.read).toBeGreaterThan(0)
    expect(stopped?.checkpoint).toMatchObject({ row: stopped?.read })
    expect(stopped?.error).not.toContain(String(proxy.port))
    proxy.mend()
    expect(await load(stores, source())).toMatchObject({ run: stopped?.id, read: ROWS, accepted: ROWS, duplicate: 0 })
    expect(await catalogueHash(stores.db)).toBe(await catalogueHash(whole.db))
    expect(await load(stores, source())).toMatchObject({
      read: ROWS,
      unchanged: ROWS,
      games: { created: 0, updated: 0 },
    })
  }, 120_000)
})

const postgres = servers[0]?.[1]

describe('bun run seed on a database', () => {
  test.skipIf(!POSTGRES)(
    'killed with SIGKILL and run again gives the same catalogue as an uninterrupted run (needs TEST_DATABASE_URL)',
    async () => {
      if (!postgres) throw new Error('there is no such dialect')
      await using database = await postgres.create()
      await database.run(...games(postgres))
      const folder = mkdtempSync(join(tmpdir(), 'vestim-config-'))
      const config = join(folder, 'vestimlib.config.json')
      const entry = {
        name: 'games',
        format: 'postgres',
        from: database.from,
        query: 'select * from game',
        key: 'id',
        map: MAP,
      }
      writeFileSync(config, configOf(entry))
      const proof = await proveKill({
        server: POSTGRES ?? '',
        loads: [['games', '--config', config]],
        kills: 2,
        seed: 11,
        say: () => {},
      })
      rmSync(folder, { recursive: true })
      expect(proof.killed).toBe(proof.uninterrupted)
      expect(proof.uninterrupted).toStartWith(`${ROWS} games`)
      expect(proof.kills).toBeGreaterThan(0)
    },
    120_000,
  )
})

const games = ({ numbers, text }: (typeof SUITES)[number][1]): string[] => [
  'create table game (id bigint primary key, title varchar(40), year int, platform varchar(10))',
  `insert into game select n, md5(${text('n')}), 1980 + n % 40, 'PC' from (${numbers(ROWS)}) numbers`,
]
