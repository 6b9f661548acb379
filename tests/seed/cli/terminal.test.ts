import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readSourceTree } from '#tests/architecture/source-tree'
import { load, memorySource } from '#tests/support/memory-source'
import { runSeed, spawnSeed } from '#tests/support/seed-process'
import { createTestStores, type TestStores } from '#tests/support/stores'

const SLOW = 120_000
const FOLDER = mkdtempSync(join(tmpdir(), 'vestim-terminal-'))

/** Sets the title of the window, clears the screen (in two ways), turns the direction of text, ends the line. */
const HOSTILE = '\u001b]0;owned\u0007\u001b[2J\u009b2J\u202e\u2066\u0085\u2028\u007f'
/** Everything that may reach a terminal: own line breaks, and characters that are shown. */
const OBEYED = /[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u
const obeyedIn = (output: string): string[] => output.split('\n').filter((line) => OBEYED.test(line))

const LIST = `list${HOSTILE}.csv`
const BROKEN = `broken${HOSTILE}.csv`
const CONFIG = join(FOLDER, `config${HOSTILE}.json`)
const WRONG = join(FOLDER, `wrong${HOSTILE}.json`)

/** What a header may hold: a list whose first line has a control of ASCII is refused as binary. */
const HEADER = '\u009b2J\u202e\u2066\u0085\u007f'

const files = () => {
  const [title, platform] = [`"Elite ${HOSTILE}"`, `"Box ${HOSTILE}"`]
  const plain = Array.from({ length: 200 }, (_, at) => `${at + 10},Game number ${at},PC,Action\n`).join('')
  const rows = `1,${title},${platform},${platform}\n2,,PC,Action\n${plain}`
  writeFileSync(join(FOLDER, LIST), `id,name,platform${HEADER},genre\n${rows}`)
  writeFileSync(join(FOLDER, BROKEN), `x${HEADER},"y\nrun 9: done ${HOSTILE}"\n${plain.replaceAll(',PC,Action', '')}`)
  const map = { title: 'name', platforms: `platform${HEADER}`, genres: 'genre' }
  const entry = { name: 'hostile', title: `Hostile ${HOSTILE}`, format: 'csv', from: LIST, key: 'id', map }
  writeFileSync(CONFIG, JSON.stringify({ sources: [entry] }))
  writeFileSync(WRONG, JSON.stringify({ [`a${HOSTILE}`]: 1, sources: [{ ...entry, [HOSTILE]: 1 }] }))
}

let stores: TestStores
let url = ''

const run = (...args: string[]) => runSeed(args, { DATABASE_URL: url })

describe.skipIf(!process.env.TEST_DATABASE_URL)('control characters of a list (needs TEST_DATABASE_URL)', () => {
  beforeAll(async () => {
    files()
    stores = await createTestStores()
    url = stores.databaseUrl ?? ''
    const twins = [
      { key: `k${HOSTILE}`, title: `Portal ${HOSTILE}`, releases: [{ platform: 'pc' }] },
      { key: 'l', title: `Ultima ${HOSTILE}` },
    ]
    await load(stores, memorySource('twins', [twins]))
    await stores.db.execute(sql`insert into match_review (one_record, other_record, score, evidence)
      select min(id), max(id), 5, '[{"field":"title","says":"title differs","weight":-1}]' from source_record`)
    await run('hostile', '--config', CONFIG)
  }, SLOW)

  afterAll(async () => {
    await stores[Symbol.asyncDispose]()
    rmSync(FOLDER, { recursive: true })
  })

  test.each([
    ['a load', ['hostile', '--config', CONFIG, '--restart'], 'unknown platforms'],
    ['a load for programs', ['hostile', '--config', CONFIG, '--restart', '--json'], '"event":"done"'],
    ['a dry run', ['hostile', '--config', CONFIG, '--dry-run'], '(dry run)'],
    ['a wrong header', ['hostile', join(FOLDER, BROKEN), '--config', CONFIG], 'lacks the columns'],
    ['an unknown list', ['igdb-csv', join(FOLDER, BROKEN)], 'is not a list of igdb-csv'],
    ['a missing file', ['hostile', join(FOLDER, `gone${HOSTILE}`), '--config', CONFIG], 'gone'],
    ['a wrong configuration', ['list', '--config', WRONG], 'is unknown'],
    ['the sources', ['list', '--config', CONFIG], 'Hostile'],
    ['the runs', ['status'], 'hostile'],
    ['one run', ['status', '2'], 'checkpoint'],
    ['refused records', ['quarantine'], 'missing_title'],
    ['refused records for programs', ['quarantine', '--json'], 'missing_title'],
    ['unknown words', ['vocabulary'], 'Box'],
    ['an explanation', ['match', '--explain', `Portal ${HOSTILE}`], 'Portal'],
    ['a draft', ['infer', join(FOLDER, LIST)], '"title": "name"'],
    ['an unknown source', [`a${HOSTILE}`], 'a'],
    ['an unknown option', [`--a${HOSTILE}`], 'unknown option'],
  ])(
    'are escaped by %s',
    async (_, args, says) => {
      const { out, err } = await run(...args)
      expect(out + err).toContain(says)
      expect(obeyedIn(out + err)).toEqual([])
    },
    SLOW,
  )

  test(
    'are escaped by the review of matches',
    async () => {
      const child = spawnSeed(['review'], { DATABASE_URL: url }, 'later\n')
      const [out] = await Promise.all([new Response(child.stdout).text(), child.exited])
      expect(out).toContain('title differs')
      expect(obeyedIn(out)).toEqual([])
    },
    SLOW,
  )

  test(
    'are in the draft of a configuration as in the list',
    async () => {
      const { out } = await run('infer', join(FOLDER, LIST))
      expect(JSON.parse(out).sources[0].from).toBe(join(FOLDER, LIST))
      expect(Object.values(JSON.parse(out).sources[0].map)).toContain(`platform${HEADER}`)
    },
    SLOW,
  )

  test.skipIf(!Bun.which('script'))(
    'are in no export to a terminal, which is refused (needs script)',
    async () => {
      const command = `${process.execPath} ${join(import.meta.dir, '../../../seed/index.ts')} export -`
      const child = Bun.spawn(['script', '-qec', command, '/dev/null'], {
        env: { ...process.env, DATABASE_URL: url },
        stdin: 'ignore',
        stdout: 'pipe',
      })
      const [out, exit] = await Promise.all([new Response(child.stdout).text(), child.exited])
      expect([exit, out]).toEqual([2, expect.stringContaining('Send the export to a file')])
    },
    SLOW,
  )
})

test('only these files write to a terminal, all through toPrintable', () => {
  const writes = /\bconsole\.\w+\(|process\.std(?:out|err)\.write\((?!'')/
  const writing = [...readSourceTree()].filter(([, text]) => writes.test(text))
  expect(writing.map(([file]) => file)).toEqual([
    'seed/cli/progress.ts',
    'seed/index.ts',
    'src/http/log.ts',
    'src/index.ts',
  ])
  // The log writes many lines at once; the test of `createLogOutput` shows that each is printable.
  for (const [, text] of writing.filter(([file]) => file !== 'src/http/log.ts'))
    for (const line of text.split('\n').filter((each) => writes.test(each)))
      expect(line).toMatch(/toPrintable(?:Message)?\(|`\$\{line\}\\n`|^ +else process\.stdout\.write\(bytes, /)
})
