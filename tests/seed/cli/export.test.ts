import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseExportedCsv, parseExportedLines, readExportedParquet } from '#tests/support/exported'
import { generateCatalogue } from '#tests/support/generated-catalogue'
import { runSeed, spawnSeed } from '#tests/support/seed-process'
import { createTestStores, type TestStores } from '#tests/support/stores'

const GAMES = 3_000

// Another process cannot open the embedded store of a test, which is in memory; `writeExport` has tests on both stores.
describe.skipIf(!process.env.TEST_DATABASE_URL)('bun run seed export, with TEST_DATABASE_URL', () => {
  let stores: TestStores
  let folder: string
  const run = (...args: string[]) => runSeed(['export', ...args], { DATABASE_URL: stores.databaseUrl ?? '' })
  beforeAll(async () => {
    stores = await createTestStores()
    await generateCatalogue(stores, GAMES)
    folder = await mkdtemp(join(tmpdir(), 'vestim-export-'))
  }, 60_000)
  afterAll(async () => {
    await stores[Symbol.asyncDispose]()
    await rm(folder, { recursive: true })
  })

  test('writes the format of the ending, and says how many games', async () => {
    const path = join(folder, 'games.parquet')
    expect(await run(path)).toMatchObject({ exit: 0, out: '', err: expect.stringContaining(`${GAMES} games exported`) })
    const { rows, end } = await readExportedParquet(await Bun.file(path).arrayBuffer())
    expect([rows.length, end.count]).toEqual([GAMES, GAMES])
    expect(await readdir(folder)).toEqual(['games.parquet'])
  })

  test('writes to standard output what the route sends, with its filters', async () => {
    const whole = parseExportedLines((await run('-')).out)
    expect(whole.end).toMatchObject({ count: GAMES })
    const filters = [
      '--platform',
      'PlayStation 2',
      '--genre-not',
      'puzzle',
      '--kind',
      'game,dlc',
      '--year-from',
      '2001',
    ]
    const { out } = await run('-', '--format', 'csv', ...filters)
    const wanted = whole.games.filter(
      ({ platforms, genres, kind, year }) =>
        (platforms as string[]).includes('ps2') &&
        !(genres as string[]).includes('puzzle') &&
        ['game', 'dlc'].includes(String(kind)) &&
        Number(year) >= 2001,
    )
    expect(wanted.length).toBeGreaterThan(5)
    expect(parseExportedCsv(out).map(({ id }) => id)).toEqual(wanted.map(({ id }) => String(id)))
  })

  test('ends without a stack when the reader of standard output closes it', async () => {
    const child = spawnSeed(['export', '-'], { DATABASE_URL: stores.databaseUrl ?? '' })
    const reader = child.stdout.getReader()
    await reader.read()
    await reader.cancel()
    const [exit, err] = await Promise.all([child.exited, new Response(child.stderr).text()])
    expect({ exit, err }).toEqual({
      exit: 130,
      err: expect.stringMatching(/^The program that reads .* not complete\.\n$/),
    })
  })

  test.each([
    [['games.txt'], /The format is unknown/],
    [['-', '--platform', 'ps2,playstatoin-3'], /^--platform: it has a word that is no platform; nearest are ps3/],
    [['-', '--genre', 'acton'], /nearest are action/],
    [['-', '--company', 'nobody-at-all'], /no company/],
    [['-', '--kind', 'gmae'], /Did you mean game\?/],
    [['-', '--year-from', '2001', '--year-to', '2000'], /--year-from: it is later than --year-to/],
    [['-', '--score-min', 'x'], /whole number/],
    [['-', '--score-max', '101'], /A score is from 0 to 100/],
    [['-', '--platfrom', 'ps2'], /^error: unknown option '--platfrom' \(Did you mean --platform\?\)\n$/],
    [['-', '--genre', 'puzzle', '--genre-not', 'puzzle'], /^--genre-not: it excludes what genre asks for/],
    [['/nowhere/at/all.csv'], /cannot be written/],
  ])('refuses %j as wrong usage', async (args, said) => {
    const { exit, out, err } = await run(...args)
    expect({ exit, out, err }).toEqual({ exit: 2, out: '', err: expect.stringMatching(said) })
  })
})
