import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { refreshGraph } from '#db/similar/graph'
import { listNearest } from '#db/similar/queries'
import { rowsOf } from '#db/stores'
import { load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { variedGames } from '#tests/support/varied-games'

const GAMES = variedGames(0, 120)

describe.skipIf(!process.env.TEST_DATABASE_URL)('a build whose process is killed (needs TEST_DATABASE_URL)', () => {
  let stores: TestStores
  beforeAll(async () => {
    stores = await createTestStores()
    await load(stores, memorySource('list', [GAMES]))
  })
  afterAll(() => stores[Symbol.asyncDispose]())

  const pidOfBuild = async (): Promise<number | undefined> => {
    const [found] = await rowsOf<{ pid: number }>(
      stores.db,
      sql`select pid from pg_stat_activity where datname = current_database() and state = 'active'
        and query like 'select build_likeness_graph%'`,
    )
    return found?.pid
  }

  /** Starts a build in a process of its own, which cannot end while a reader reads, kills the process, and runs `work`. */
  async function withKilledBuild(work: (pid: number) => Promise<void>): Promise<void> {
    const script = join(import.meta.dir, 'killed-build.ts')
    await stores.db.transaction(async (reader) => {
      await reader.execute(sql`select from likeness_graph limit 1`)
      const child = Bun.spawn([process.execPath, script, stores.databaseUrl ?? ''])
      let pid = await pidOfBuild()
      while (pid === undefined) pid = await Bun.sleep(20).then(pidOfBuild)
      child.kill('SIGKILL')
      await child.exited
      await work(pid)
    })
    while ((await pidOfBuild()) !== undefined) await Bun.sleep(20)
  }

  const nearestOf = async () => {
    const [{ id } = { id: '' }] = await rowsOf<{ id: string }>(
      stores.db,
      sql`select id from game order by slug limit 1`,
    )
    return (await listNearest(stores.db, id, 20)).map(({ similarity }) => similarity.toFixed(4))
  }

  const figures = async () => {
    const [row] = await rowsOf(
      stores.db,
      sql`select (select count(*)::int from likeness_graph) as graph,
        (select count(*)::int from game_likeness where in_graph) as marked`,
    )
    return row
  }

  test('is left to Postgres, which ends it; nobody builds beside it', async () => {
    const before = await nearestOf()
    await withKilledBuild(async () => {
      expect(await refreshGraph(stores, 100)).toBe(0)
      expect(await nearestOf()).toEqual(before)
    })
    expect(await refreshGraph(stores, 100)).toBe(0)
    expect(await figures()).toEqual({ graph: 114, marked: 114 })
    expect(await nearestOf()).toEqual(before)
  })

  test('is taken back if Postgres is killed too, and built again', async () => {
    const before = await nearestOf()
    await stores.db.execute(sql`truncate likeness_graph`)
    await stores.db.execute(sql`update game_likeness set in_graph = false`)
    await withKilledBuild(async (pid) => {
      await stores.db.execute(sql`select pg_terminate_backend(${pid})`)
    })
    expect(await figures()).toEqual({ graph: 0, marked: 0 })
    expect(await nearestOf()).toEqual(before)
    expect(await refreshGraph(stores, 100)).toBe(114)
    expect(await nearestOf()).toEqual(before)
  })
})
