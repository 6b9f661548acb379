import { afterAll, describe, expect, test } from 'bun:test'
import { chmodSync, mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { createSearch } from '#db/search/search'
import { load, memorySource } from '#tests/support/memory-source'
import { correction, createAsker, failureCodeOf, fillCatalogue, openService, timed } from './broken-service'
import { postgresPrograms, startOwnPostgres } from './own-postgres'
import { asServerUser } from './server-user'

const programs = postgresPrograms()
const disk = mkdtempSync(join(tmpdir(), 'vestim-disk-'))
const run = (...command: string[]) => Bun.spawnSync(command, { stdout: 'ignore', stderr: 'ignore' }).exitCode === 0
const isMounted = programs !== undefined && run('mount', '-t', 'tmpfs', '-o', 'size=48m,mode=777', 'tmpfs', disk)

afterAll(() => {
  if (isMounted) run('umount', disk)
  rmdirSync(disk)
})

const random = (characters: number) =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(characters / 2))).toString('hex')

describe.skipIf(!isMounted)('a full disk (needs .ci/services, and root to mount a small one)', () => {
  test('refuses writes with 503, answers reads, and takes writes again when there is room', async () => {
    chmodSync(disk, 0o777)
    await asServerUser(`mkdir '${disk}/tables'`)
    await using server = await startOwnPostgres(programs ?? '')
    {
      await using setup = openService(server.url, 'load')
      await setup.db.execute(sql.raw(`create tablespace small location '${disk}/tables'`))
      await setup.db.execute(sql`alter role postgres set default_tablespace = small`)
    }
    await fillCatalogue(server.url)
    await using stores = openService(server.url)
    await using loading = openService(server.url, 'load')
    const ask = await createAsker(stores)
    const records = Array.from({ length: 1_000 }, (_, at) => ({
      key: `k${at}`,
      title: `Game ${at}`,
      summary: random(4_000),
    }))
    const loadMore = () => load({ ...loading, search: createSearch(loading.db) }, memorySource('b', [records]))

    await fillUp()
    expect(failureCodeOf((await timed(loadMore)).error)).toBe('store_unreachable')
    const { status, retryAfter } = await ask(...correction(random(8_000)))
    expect({ status, retryAfter }).toEqual({ status: 503, retryAfter: '5' })
    for (const path of ['/v1/games', '/v1/games/elite', '/v1/search?q=elite', '/v1/decisions'])
      expect((await ask(path)).status).toBe(200)
    await loading.db.execute(sql`drop table filler`)
    expect((await ask(...correction(random(8_000)))).status).toBe(200)
    expect((await timed(loadMore)).error).toBeUndefined()

    /** Fills the disk; what a failed statement has allocated stays allocated. */
    async function fillUp(): Promise<void> {
      await loading.db.execute(sql`create table filler (line text)`)
      const insert = () =>
        loading.db.execute(sql`insert into filler select repeat('x', 1900) from generate_series(1, 500)`)
      while ((await timed(insert)).error === undefined);
    }
  }, 120_000)
})
