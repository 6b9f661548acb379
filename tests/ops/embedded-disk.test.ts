import { describe, expect, test } from 'bun:test'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { openStores } from '#db/connect'
import { type Db, rowsOf } from '#db/stores'
import { addressOf, runService } from '#tests/src/commands/running'
import { testToken } from '#tests/support/client'
import { runSeed } from '#tests/support/seed-process'
import { mountSmallDisk, type SmallDisk } from './small-disk'

const MINUTES = 240_000
const LIST = join(import.meta.dir, '..', 'fixtures', 'vgsales', 'kaggle-2016.csv')
const FULL =
  'The disk of the embedded store is full: free at least 128 MiB where DATA_DIR is, then run the same command again.\n'

const probe = mountSmallDisk(1)
probe?.[Symbol.dispose]()

/** Mounts a disk for one test. */
function disk(sizeMiB: number): SmallDisk {
  const mounted = mountSmallDisk(sizeMiB)
  if (!mounted) throw new Error('the disk cannot be mounted any more')
  return mounted
}

const embedded = (dataDir: string) => ({
  dataDir,
  databaseUrl: undefined,
  elasticsearchUrl: undefined,
  elasticsearchApiKey: undefined,
  elasticsearchCaFile: undefined,
  elasticsearchIndex: 'vestimlib-games',
})

const insert = (db: Db, rows: number) =>
  rowsOf(db, sql`insert into filler select repeat(md5(random()::text), 250) from generate_series(1, ${rows}::int)`)

/** Writes 300 MB to the log alone. */
const fillLog = (db: Db) =>
  rowsOf(
    db,
    sql`select count(pg_logical_emit_message(true, 'fill', repeat('x', 1000000))) from generate_series(1, 300)`,
  )

const countOf = async (db: Db) => (await rowsOf<{ count: number }>(db, sql`select count(*)::int from filler`))[0]?.count

describe.skipIf(!probe)('an embedded store on a full disk (needs root to mount a small one)', () => {
  test(
    'is not made; the load says so in one sentence, and succeeds once there is room',
    async () => {
      using small = disk(400)
      const environment = { DATA_DIR: join(small.path, 'data') }
      for (const freeMiB of [0, 60]) {
        small.fillTo(freeMiB)
        expect(await runSeed(['vgsales', LIST], environment)).toEqual({ exit: 1, out: '', err: FULL })
        small.free()
      }
      expect(await runSeed(['vgsales', LIST], environment)).toMatchObject({ exit: 0 })
      small.fillTo(100)
      expect(await runSeed(['vgsales', LIST, '--restart'], environment)).toMatchObject({ exit: 1, err: FULL })
      small.free()
      expect(await runSeed(['vgsales', LIST, '--restart'], environment)).toMatchObject({ exit: 0 })
    },
    MINUTES,
  )

  test(
    'is served: reads are answered, writes are a 503, and both again once there is room',
    async () => {
      using small = disk(400)
      const environment = { DATA_DIR: join(small.path, 'data') }
      expect(await runSeed(['vgsales', LIST], environment)).toMatchObject({ exit: 0 })
      small.fillTo(100)
      await using service = runService(environment)
      await service.logged('service_started')
      const url = await addressOf(service)
      const headers = { authorization: `Bearer ${await testToken('read,curate')}`, 'content-type': 'application/json' }
      const { items } = (await (await fetch(`${url}/v1/games`, { headers })).json()) as { items: { slug: string }[] }
      const write = () =>
        fetch(`${url}/v1/games/${items[0]?.slug}/overrides/title`, {
          method: 'PUT',
          headers,
          body: JSON.stringify({ value: 'Another title' }),
        })
      const refused = await write()
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
      expect(await (await fetch(`${url}/health/ready`)).json()).toMatchObject({ status: 'ready' })
      small.free()
      expect((await write()).status).toBe(200)
      service.signal('SIGTERM')
      expect(await service.exited).toBe(0)
    },
    MINUTES,
  )

  test(
    'whose log cannot be written is refused afterwards without a hang, and keeps what was accepted',
    async () => {
      using small = disk(400)
      const dataDir = join(small.path, 'data')
      {
        await using stores = await openStores(embedded(dataDir))
        await stores.db.execute(sql`create table filler (text text storage external)`)
        await insert(stores.db, 100)
        small.fillTo(130)
        await expect(fillLog(stores.db)).rejects.toMatchObject({ cause: { code: 'store_unreachable' } })
        await expect(countOf(stores.db)).rejects.toMatchObject({ cause: { code: 'store_unreachable' } })
      }
      expect(existsSync(join(dataDir, 'lock'))).toBe(false)
      small.free()
      await using stores = await openStores(embedded(dataDir))
      expect(await countOf(stores.db)).toBe(100)
    },
    MINUTES,
  )

  test(
    'that is read-only is refused with a sentence',
    async () => {
      using small = disk(400)
      const environment = { DATA_DIR: join(small.path, 'data') }
      expect(await runSeed(['vgsales', LIST], environment)).toMatchObject({ exit: 0 })
      small.protect()
      const { exit, err } = await runSeed(['vgsales', LIST], environment)
      expect([exit, err]).toEqual([78, expect.stringMatching(/^DATA_DIR cannot be used: .*\n$/)])
    },
    MINUTES,
  )
})
