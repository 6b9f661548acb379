import { afterAll, afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { mergeTwoGames } from '#db/decision/curate'
import { rowsOf } from '#db/stores'
import { catalogueHash } from '#tests/support/catalogue-hash'
import { createRandom } from '#tests/support/random'
import { runSeed, spawnSeed } from '#tests/support/seed-process'
import { createTestStores, type TestStores } from '#tests/support/stores'

const FOLDER = mkdtempSync(join(tmpdir(), 'vestim-forget-'))
afterAll(() => rmSync(FOLDER, { recursive: true }))
const SLOW = 180_000

/** These tests read what other processes have written, so they need a server. */
const onServer = test.skipIf(!process.env.TEST_DATABASE_URL)

let stores: TestStores
beforeEach(async () => {
  stores = await createTestStores()
})
afterEach(() => stores[Symbol.asyncDispose]())

const entry = (name: string) => ({
  name,
  format: 'csv',
  key: 'id',
  map: { title: 'title', year: 'year', developers: 'developer' },
})
writeFileSync(join(FOLDER, 'config.json'), JSON.stringify({ sources: [entry('mine'), entry('yours')] }))

function list(name: string, rows: readonly string[]): string {
  const path = join(FOLDER, name)
  writeFileSync(path, `id,title,year,developer\n${rows.join('\n')}\n`)
  return path
}

const environment = () => ({ DATABASE_URL: stores.databaseUrl ?? '' })
const seed = (...args: string[]) => runSeed([...args, '--quiet'], environment())

async function loaded(source: string, path: string): Promise<void> {
  const { exit, err } = await seed(source, path, '--config', join(FOLDER, 'config.json'))
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
}

describe('seed forget', () => {
  onServer(
    'asks, and where nobody can be asked wants --yes',
    async () => {
      await loaded('mine', list('a.csv', ['1,Elite,1984,Acme', '2,Doom,1993,id']))
      const refused = await seed('forget', 'mine')
      expect(refused).toMatchObject({ exit: 2, out: '' })
      expect(refused.err).toContain('2 records and 2 games would be deleted: add --yes')
      const { exit, out } = await seed('forget', 'mine', '--yes', '--config', join(FOLDER, 'config.json'))
      expect(exit).toBe(0)
      expect(out).toContain('mine: 2 records taken back')
      expect(out).toContain('games: 2 deleted')
      expect((await seed('forget', 'mine')).out).toContain('0 records taken back')
      expect((await runSeed(['status'], environment())).out).toContain('mine (mine) forgotten')
    },
    SLOW,
  )

  onServer(
    'says what does not exist, with the nearest name',
    async () => {
      const none = await seed('forget', 'mine', '--yes')
      expect(none).toMatchObject({ exit: 2 })
      expect(none.err).toContain('No source called mine was ever loaded. Nothing has been loaded yet.')
      await loaded('mine', list('a.csv', ['1,Elite,1984,Acme']))
      expect((await seed('forget', 'mien', '--yes')).err).toContain('Did you mean mine?')
      const dataset = await seed('forget', 'mine', '--dataset', 'min', '--yes')
      expect(dataset).toMatchObject({ exit: 2 })
      expect(dataset.err).toContain('No dataset called min was ever loaded. Did you mean mine?')
      expect((await seed('forget', 'mine', '--run', '77', '--yes')).err).toContain('There is no run 77 of mine')
      expect((await seed('forget', 'mine', '--run', '1', '--dataset', 'mine', '--yes')).exit).toBe(2)
    },
    SLOW,
  )

  onServer(
    '--run takes back what the run was the first to bring',
    async () => {
      await loaded('mine', list('first.csv', ['1,Elite,1984,Acme', '2,Doom,1993,id']))
      const before = await catalogueHash(stores.db)
      await loaded('mine', list('second.csv', ['2,Doom,1993,id', '3,Ultima,1981,Origin', '4,,1990,Acme']))
      const [run] = await rowsOf<{ id: number }>(stores.db, sql`select max(id)::int as id from ingest_run`)
      const { exit, out } = await seed('forget', 'mine', '--run', String(run?.id), '--yes')
      expect({ exit, out }).toMatchObject({
        exit: 0,
        out: expect.stringContaining(`run ${run?.id}: 1 record taken back`),
      })
      expect(await catalogueHash(stores.db)).toBe(before)
      expect(await rowsOf(stores.db, sql`select from quarantine`)).toEqual([])
    },
    SLOW,
  )

  onServer(
    '--run is refused where that run or a later one changed older records',
    async () => {
      await loaded('mine', list('first.csv', ['1,Elite,1984,Acme', '2,Doom,1993,id']))
      await loaded('mine', list('second.csv', ['1,Elite,1984,Acme', '3,Ultima,1981,Origin']))
      await loaded('mine', list('third.csv', ['1,Elite Plus,1984,Acme', '3,Ultima,1980,Origin']))
      const before = await catalogueHash(stores.db)
      const [second] = await rowsOf<{ id: number }>(stores.db, sql`select max(id)::int - 1 as id from ingest_run`)
      const { exit, err } = await seed('forget', 'mine', '--run', String(second?.id), '--yes')
      expect(exit).toBe(2)
      expect(err).toContain('changed or removed 1 older records')
      expect(err).toContain('load the former file again')
      expect(await catalogueHash(stores.db)).toBe(before)
    },
    SLOW,
  )

  onServer(
    'says how many decisions of people are kept',
    async () => {
      await loaded('mine', list('a.csv', ['1,Elite,1984,Acme']))
      await loaded('yours', list('b.csv', ['1,Frontier,1993,Acme']))
      expect(await mergeTwoGames(stores, ['elite', 'frontier'], { author: 'ada', reason: null })).toMatchObject({
        ok: true,
      })
      const { out } = await seed('forget', 'yours', '--yes')
      expect(out).toContain('1 decision about missing records: kept, without effect until the records are loaded again')
    },
    SLOW,
  )

  onServer(
    'is refused with exit code 4 while the source is being loaded',
    async () => {
      await loaded('mine', list('a.csv', ['1,Elite,1984,Acme']))
      await stores.exclusively('source.mine', async () => {
        const { exit, err } = await seed('forget', 'mine', '--yes')
        expect({ exit, err }).toEqual({ exit: 4, err: expect.stringContaining('mine is being loaded: wait for it') })
      })
    },
    SLOW,
  )

  onServer(
    'killed at any moment is finished by repeating it',
    async () => {
      const rows = (from: number) =>
        Array.from(
          { length: 1_500 },
          (_, at) => `${at},Game ${(from + at) % 2_000},${1980 + (at % 40)},House ${at % 90}`,
        )
      await loaded('yours', list('yours.csv', rows(1_000)))
      const before = await catalogueHash(stores.db)
      const mine = list('mine.csv', rows(0))
      const random = createRandom(7)
      for (let round = 0; round < 2; round++) {
        await loaded('mine', mine)
        const child = spawnSeed(['forget', 'mine', '--yes', '--quiet'], environment())
        await Promise.race([Bun.sleep(600 + random() * 3_000), child.exited])
        child.kill('SIGKILL')
        await child.exited
        // The lock of a killed process is free once the server has noticed its end.
        let again = await seed('forget', 'mine', '--yes')
        for (let tries = 0; again.exit === 4 && tries < 20; tries++) again = await seed('forget', 'mine', '--yes')
        expect(again).toMatchObject({ exit: 0 })
        expect(await catalogueHash(stores.db)).toBe(before)
      }
    },
    SLOW,
  )
})
