import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from 'bun:test'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PRESS, SHOP } from '#tests/db/match/listed-titles'
import { load, memorySource } from '#tests/support/memory-source'
import { runSeed, spawnSeed } from '#tests/support/seed-process'
import { createTestStores, type TestStores } from '#tests/support/stores'

setDefaultTimeout(60_000)

const LIST = 'title,year\nPortal 2,2011\nDoom,\nNobody knows it,1999\n,2001\n'
const COUNTS = '4 rows = 1 matched + 1 for review + 1 without a game + 1 refused'

// Another process cannot open the embedded store of a test, which is in memory; `matchList` has tests on both stores.
describe.skipIf(!process.env.TEST_DATABASE_URL)('bun run seed match --list, with TEST_DATABASE_URL', () => {
  let stores: TestStores
  let folder: string
  const environment = () => ({ DATABASE_URL: stores.databaseUrl ?? '' })
  const run = (...args: string[]) => runSeed(['match', ...args], environment())
  beforeAll(async () => {
    stores = await createTestStores()
    await load(stores, memorySource('shop', [SHOP]))
    await load(stores, memorySource('press', [PRESS]))
    folder = await mkdtemp(join(tmpdir(), 'vestim-match-list-'))
    await Bun.write(join(folder, 'mine.csv'), LIST)
  })
  afterAll(async () => {
    await stores[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })

  test('writes the list beside itself, and says which columns it took and how many rows it matched', async () => {
    const { exit, out, err } = await run('--list', join(folder, 'mine.csv'))
    expect([exit, out]).toEqual([0, ''])
    expect(err).toContain('columns: title = "title", year = "year"')
    expect(err).toContain(COUNTS)
    expect((await readdir(folder)).sort()).toEqual(['mine.csv', 'mine.matched.csv'])
    expect(await Bun.file(join(folder, 'mine.csv')).text()).toBe(LIST)
    expect(await Bun.file(join(folder, 'mine.matched.csv')).text()).toContain('Portal 2,2011,')
  })

  test('writes to a file of another name, and to standard output', async () => {
    const wanted = join(folder, 'ours.txt')
    expect((await run('--list', join(folder, 'mine.csv'), '--out', wanted)).exit).toBe(0)
    const { exit, out } = await run('--list', join(folder, 'mine.csv'), '--out', '-')
    expect([exit, out]).toEqual([0, await Bun.file(wanted).text()])
  })

  test('reads standard input, and writes to standard output', async () => {
    const child = spawnSeed(['match', '--list', '-'], environment(), LIST)
    const [out, err] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()])
    expect([await child.exited, out.split('\n').length]).toEqual([0, 6])
    expect(err).toContain(COUNTS)
  })

  test('says what is wrong with a list, and leaves no file', async () => {
    await Bun.write(join(folder, 'other.csv'), 'price,count\n1,2\n3,4\n')
    const { exit, err } = await run('--list', join(folder, 'other.csv'))
    expect(exit).toBe(2)
    expect(err).toContain('No column of "other.csv" looks like a title')
    expect((await run('--list', join(folder, 'absent.csv'))).exit).not.toBe(0)
    expect((await run('--list', join(folder, 'mine.csv'), '--out', join(folder, 'no', 'folder.csv'))).exit).toBe(2)
    expect((await run('--out', 'x.csv')).exit).toBe(2)
    expect((await run('--list', join(folder, 'mine.csv'), '--learn')).exit).toBe(2)
    expect((await readdir(folder)).sort()).toEqual(['mine.csv', 'mine.matched.csv', 'other.csv', 'ours.txt'])
  })
})
