import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runSeed, type SeedEnvironment } from '#tests/support/seed-process'
import { createTestStores } from '#tests/support/stores'

const ROOT = mkdtempSync(join(tmpdir(), 'vestim-program-'))
const DATA_DIR = join(ROOT, 'store')
const DEMO = join(import.meta.dir, '../../../seed/demo')
const SLOW = 30_000

const HEADER = 'Rank,Name,Platform,Year,Genre,Publisher,NA_Sales,EU_Sales,JP_Sales,Other_Sales,Global_Sales'
const FILES: Record<string, string | Uint8Array> = {
  'sales.csv': `${HEADER}\n1,Wii Sports,Wii,2006,Sports,Nintendo,41,29,3,8,82\n2,Tetris,GB,1989,Puzzle,Nintendo,23,2,4,0,30\n3,Bad,Wii,soon,Sports,N,1,1,1,1,1\n`,
  'empty.csv': '',
  'binary.csv': new Uint8Array(2_000).map((_, at) => (at * 7919) % 256),
  'short.csv': `${HEADER.replace(',Global_Sales', '')}\n`,
  'scores.csv': 'id;title;crit_score;user_score;release_date;platform\n1;Tetris;90;9,0;Jan 1, 1989;GB\n',
  'a-file': 'no directory',
}
const at = (name: string) => join(ROOT, name)

beforeAll(() => {
  for (const [name, content] of Object.entries(FILES)) writeFileSync(at(name), content)
  mkdirSync(at('nothing'))
})
afterAll(() => rmSync(ROOT, { recursive: true }))

const seed = (args: readonly string[], environment: SeedEnvironment = { DATA_DIR }) => runSeed(args, environment)

type Refusal = [what: string, args: string[], exit: number, says: string]

async function expectRefusal(args: string[], exit: number, says: string, environment?: SeedEnvironment) {
  const answer = await seed(args, environment)
  expect(answer.err).toContain(says)
  expect(answer.err).not.toMatch(/\n\s+at |node_modules/)
  expect(answer.err.trim().split('\n').length).toBeLessThanOrEqual(4)
  expect(answer.exit).toBe(exit)
}

describe('a wrong command is refused in a sentence, with exit code 2:', () => {
  test.each<Refusal>([
    ['an unknown source', ['metacrtic', 'x'], 2, 'Did you mean metacritic?'],
    ['a mistyped subcommand', ['lst'], 2, 'Did you mean list?'],
    ['an unknown option', ['--nope'], 2, "unknown option '--nope'"],
    ['one argument too many', ['vgsales', 'a', 'b'], 2, 'too many arguments'],
    ['a source without its file', ['vgsales'], 2, 'bun run seed vgsales FILE'],
    ['a share above 100 %', ['vgsales', 'x', '--max-rejects', '5'], 2, 'a share such as 5%'],
    ['a share left empty', ['vgsales', 'x', '--max-rejects', ''], 2, 'a share such as 5%'],
    ['a limit that is not a number', ['vgsales', 'x', '--limit', 'ten'], 2, '"ten" is not a whole number'],
    ['a day no calendar has', ['rawg', '--since', '2026-02-30'], 2, '--since takes a day from 1970-01-01 on'],
    ['a day before 1970', ['rawg', '--since', '0000-01-01'], 2, '--since takes a day from 1970-01-01 on'],
    ['a day after the year 9999', ['rawg', '--since', '+010000-01-01'], 2, '--since takes a day from 1970-01-01 on'],
    ['a word without a slug', ['vocabulary', '--kind', 'genre', '--map', 'Retro'], 2, '--map takes a word and a slug'],
    ['a word without a kind', ['vocabulary', '--map', 'Retro=arcade'], 2, '--kind platform or --kind genre'],
    ['an unknown kind', ['vocabulary', '--kind', 'theme'], 2, '--kind takes one of platform, genre, region, board'],
    [
      'an unknown region',
      ['vocabulary', '--kind', 'region', '--map', 'Atlantis=sunken'],
      2,
      'bun run seed vocabulary --kind region lists them',
    ],
    ['an unknown slug', ['vocabulary', '--kind', 'genre', '--map', 'Retro=arcad'], 2, 'Did you mean arcade?'],
    ['a dataset without a name', ['vgsales', 'x', '--dataset', ''], 2, '--dataset takes a name'],
    ['an author without a name', ['review', '--author', ' '], 2, '--author takes a name'],
  ])('%s', (_, args, exit, says) => expectRefusal(args, exit, says), SLOW)
})

test.each([
  'list',
  'infer',
  'status',
  'quarantine',
  'match',
  'minimise',
  'review',
  'vocabulary',
  'forget',
  'index',
  'verify',
])(
  '%s describes itself and its options, and refuses an unknown option',
  async (command) => {
    const { exit, out, err } = await seed([command, '--help'])
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toStartWith(`Usage: bun run seed ${command}`)
    // Every argument and option has its description beside it or on the next line.
    expect(out).not.toMatch(/^ {2}\S+(?: <\S+>)?\n(?! {4})/m)
    await expectRefusal([command, '--nope'], 2, "unknown option '--nope'")
  },
  SLOW,
)

describe('input that cannot be read is refused in a sentence, with exit code 2:', () => {
  test.each<Refusal>([
    ['a missing file', ['vgsales', at('sales.cvs')], 2, 'did you mean "sales.csv"?'],
    ['a path through a file', ['vgsales', at('a-file/x.csv')], 2, 'is a file, not a folder'],
    ['a folder without lists', ['vgsales', at('nothing')], 2, 'has no .csv file'],
    ['a folder without pages', ['steamspy', at('nothing')], 2, 'has no .json file'],
    ['an empty file', ['vgsales', at('empty.csv')], 2, 'is empty'],
    ['a binary file', ['vgsales', at('binary.csv')], 2, 'is not text'],
    ['a header that lacks a column', ['vgsales', at('short.csv')], 2, 'lacks the column "Global_Sales"'],
    ['the list of another source', ['vgsales', at('scores.csv')], 2, 'It looks like metacritic'],
    ['standard input with nothing in it', ['vgsales', '-'], 2, 'Standard input is empty'],
    ['the quarantine of an unknown source', ['quarantine', 'vgsale'], 2, 'Did you mean vgsales?'],
    ['an unknown run', ['status', '99'], 2, 'There is no run 99'],
    ['an export into a missing folder', ['quarantine', '--export', at('nowhere/x')], 2, 'in a folder that exists'],
  ])('%s', (_, args, exit, says) => expectRefusal(args, exit, says), SLOW)
})

describe('unusable stores are reported in a sentence:', () => {
  test.each<[string, SeedEnvironment, number, string]>([
    ['an unreachable Postgres', { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/x' }, 1, 'Postgres does not answer'],
    ['a value that is not a URL', { DATABASE_URL: 'nonsense' }, 78, 'DATABASE_URL is wrong'],
    [
      'a certificate of Elasticsearch that is not there',
      { DATA_DIR, ELASTICSEARCH_URL: 'https://127.0.0.1:1', ELASTICSEARCH_CA_FILE: at('no.pem') },
      78,
      'ELASTICSEARCH_CA_FILE names a file that cannot be read',
    ],
    [
      'a certificate of Elasticsearch that is none',
      { DATA_DIR, ELASTICSEARCH_URL: 'https://127.0.0.1:1', ELASTICSEARCH_CA_FILE: at('scores.csv') },
      78,
      'ELASTICSEARCH_CA_FILE names a file without a certificate',
    ],
    ['a data directory that is a file', { DATA_DIR: at('a-file') }, 78, 'DATA_DIR cannot be used'],
  ])('%s', (_, environment, exit, says) => expectRefusal(['list'], exit, says, environment), SLOW)

  test(
    'an embedded store open in another process, with its id',
    async () => {
      const busy = at('busy')
      mkdirSync(busy)
      writeFileSync(join(busy, 'lock'), String(process.pid))
      await expectRefusal(['list'], 1, `open in process ${process.pid}`, { DATA_DIR: busy })
    },
    SLOW,
  )

  test(
    'no search index to update',
    async () => {
      await expectRefusal(['index'], 78, 'ELASTICSEARCH_URL is not set')
      await expectRefusal(['verify'], 78, 'ELASTICSEARCH_URL is not set')
    },
    SLOW,
  )
})

test.skipIf(!process.env.TEST_DATABASE_URL)(
  'without Elasticsearch, the graph of similar games of a server is brought up to date',
  async () => {
    await using stores = await createTestStores()
    const { exit, out } = await seed(['index'], { DATABASE_URL: stores.databaseUrl ?? '' })
    expect(out).toBe('the graph of similar games needs no build\n')
    expect(exit).toBe(0)
    expect(await seed(['index', '--rebuild'], { DATABASE_URL: stores.databaseUrl ?? '' })).toMatchObject({ exit: 78 })
  },
  SLOW,
)

test('help needs no configuration', async () => {
  const { exit, out } = await seed(['--help'], { DATABASE_URL: 'nonsense' })
  expect(exit).toBe(0)
  expect(out).toContain('--max-rejects')
})

describe('a load', () => {
  const DONE = ['event', 'run', 'source', 'read', 'accepted', 'unchanged', 'duplicate', 'quarantined', 'games']

  test(
    'with --json ends in one line of the promised shape, and with too many refused in exit code 3',
    async () => {
      const dry = await seed(['vgsales', at('sales.csv'), '--dry-run', '--json', '--quiet'])
      expect(dry).toMatchObject({ exit: 0, err: '' })
      const { exit, out, err } = await seed(['vgsales', at('sales.csv'), '--json', '--quiet', '--max-rejects', '5%'])
      expect({ exit, err }).toEqual({ exit: 3, err: '' })
      const done = JSON.parse(out.trim().split('\n').at(-1) ?? '')
      expect(Object.keys(done)).toEqual([...DONE, 'indexed', 'seconds'])
      expect(done).toMatchObject({ event: 'done', source: 'vgsales', read: 3, accepted: 2, quarantined: 1 })
      expect(done.games).toEqual({ created: 2, updated: 0, merged: 0 })
      const [reason = '', counts = ''] = dry.out.trim().split('\n')
      expect(JSON.parse(reason)).toMatchObject({ event: 'refused', source: 'vgsales', count: 1 })
      expect(JSON.parse(counts)).toMatchObject({ read: 3, accepted: 2, quarantined: 1, unchanged: 0 })
    },
    SLOW,
  )

  test(
    'is listed for programs with --json, before the subcommand too',
    async () => {
      for (const args of [
        ['list', '--json'],
        ['--json', 'list'],
      ]) {
        const { exit, out, err } = await seed(args)
        expect({ exit, err }).toEqual({ exit: 0, err: '' })
        const lines = out
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line))
        expect(lines.find(({ source }) => source === 'vgsales')).toEqual({
          event: 'source',
          source: 'vgsales',
          title: expect.any(String),
          kind: 'file',
          licence: expect.objectContaining({ name: expect.any(String) }),
          needs: [],
          needsFile: true,
          lastRun: { run: 1, status: 'done', startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) },
          removed: 0,
        })
        expect(lines.find(({ source }) => source === 'rawg')).toMatchObject({ needs: ['RAWG_API_KEY'], lastRun: null })
      }
    },
    SLOW,
  )

  test(
    'is shown by list, status, quarantine, vocabulary and match --explain',
    async () => {
      expect((await seed(['list'])).out).toMatch(/vgsales .* last run 1: done/)
      expect((await seed(['status', '1'])).out).toContain(
        '3 read = 2 accepted + 0 unchanged + 0 duplicate + 1 quarantined',
      )
      expect((await seed(['quarantine', 'vgsales'])).out).toContain('invalid_date in released')
      expect((await seed(['match', '--explain', 'TETRIS'])).out).toContain('vgsales/kaggle-2016 tetris|game-boy|1989')
      expect((await seed(['vocabulary'])).out).toContain('Every word of every source is known.')
      expect((await seed(['vocabulary', '--kind', 'board'])).out).toMatch(
        /A board can be mapped to one of these \d+:\n {2}acb +\S/,
      )
      const unloaded = ['vocabulary', '--kind', 'genre', '--map', 'Retro=arcade', '--source', 'vgsalez']
      await expectRefusal(unloaded, 2, 'Did you mean vgsales?')
      const refused = at('refused.ndjson')
      expect((await seed(['quarantine', '--export', refused])).out).toContain('1 refused records written')
      expect(JSON.parse(await Bun.file(refused).text())).toMatchObject({ code: 'invalid_date', position: { line: 4 } })
    },
    SLOW,
  )

  test(
    'that is interrupted ends with exit code 130, even while waiting for standard input',
    async () => {
      const child = Bun.spawn([process.execPath, join(DEMO, '..', 'index.ts'), 'vgsales', '-'], {
        env: { ...process.env, DATA_DIR: at('interrupted'), DATABASE_URL: '', ELASTICSEARCH_URL: '' },
        stdin: 'pipe',
        stderr: 'pipe',
      })
      child.stdin.write(`${HEADER}\n`)
      await child.stdin.flush()
      while (!(await Bun.file(join(at('interrupted'), 'postgres', 'PG_VERSION')).exists())) await Bun.sleep(50)
      child.kill('SIGINT')
      expect(await new Response(child.stderr).text()).toContain('Interrupted')
      expect(await child.exited).toBe(130)
    },
    SLOW,
  )
})
