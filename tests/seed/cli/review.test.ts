import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { rowsOf, type Stores } from '#db/stores'
import { loadDoubts } from '#tests/support/doubts'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { runSeed, spawnSeed } from '#tests/support/seed-process'
import { createTestStores, type TestStores } from '#tests/support/stores'

const FOLDER = mkdtempSync(join(tmpdir(), 'vestim-review-'))
const SLOW = 60_000

let stores: TestStores

beforeEach(async () => {
  stores = await createTestStores()
  await load(stores, memorySource('b', [[elite('elite', 'pc', 1984), game('doom', 'Doom')]]))
  await load(stores, memorySource('a', [[elite('port', 'amiga', 1983), game('ultima', 'Ultima')]]))
  await stores.db.execute(sql`insert into match_review (one_record, other_record, score, evidence)
    select min(id), max(id), 5,
      '[{"field":"title","says":"title differs","weight":-1},{"field":"doubt","says":"their years differ","weight":0}]' from source_record`)
})
afterAll(() => rmSync(FOLDER, { recursive: true }))

const elite = (key: string, platform: string, year: number): Given => ({
  key,
  title: 'Elite',
  releases: [{ platform, released: { date: `${year}-01-01`, precision: 'year' } }],
})
const game = (key: string, title: string): Given => ({ key, title })

/** Runs `bun run seed review` with these answers; returns its output. */
async function review(url: string, answers: string): Promise<string> {
  const child = spawnSeed(['review', '--author', 'ada'], { DATABASE_URL: url }, answers)
  const [out] = await Promise.all([new Response(child.stdout).text(), child.exited])
  return out
}

const living = ({ db }: Stores) =>
  rowsOf<{ slug: string }>(db, sql`select slug from game where merged_into is null order by slug`)

describe.skipIf(!process.env.TEST_DATABASE_URL)('bun run seed review (needs TEST_DATABASE_URL)', () => {
  test(
    'shows the evidence for and against, and applies the answer',
    async () => {
      const said = await review(stores.databaseUrl ?? '', 'what?\ndelete\n\nS\n')
      expect(said).toContain('Elite | 1984 | pc  (b/b elite, in elite)')
      expect(said).toContain('title differs -1.0, their years differ = +5.0')
      expect(said.split('Not understood')).toHaveLength(4)
      expect(said).toContain('There are no doubtful matches.')
      expect(await living(stores)).toMatchObject([{ slug: 'doom' }, { slug: 'elite' }])
      await stores[Symbol.asyncDispose]()
    },
    SLOW,
  )

  test(
    'skips a pair answered with later, and stops at the end of the input',
    async () => {
      expect(await review(stores.databaseUrl ?? '', 'l\n')).toContain('No other doubtful matches.')
      expect(await review(stores.databaseUrl ?? '', '')).not.toContain('decided')
      expect(await living(stores)).toHaveLength(3)
      await stores[Symbol.asyncDispose]()
    },
    SLOW,
  )

  test(
    'keeps the reason after a verdict, and undoes the last one, whose pair is asked about again',
    async () => {
      const { db, databaseUrl = '' } = stores
      await db.execute(sql`delete from match_review`)
      await loadDoubts(stores, 2)
      const said = await review(databaseUrl, 'u\nd: two ports\nundo: why\nundo\nsame : it is one\nl\n')
      expect(said).toContain('nothing is left to undo')
      expect(said).toContain('undone: the pair is asked about again')
      expect(said.split('Not understood')).toHaveLength(2)
      const decided = await rowsOf<{ kind: string; reason: string; undone: boolean }>(
        db,
        sql`select kind, reason, undone_at is not null as undone from decision order by decided_at`,
      )
      expect(decided).toEqual([
        { kind: 'unlink', reason: 'two ports', undone: true },
        { kind: 'link', reason: 'it is one', undone: false },
      ])
      await stores[Symbol.asyncDispose]()
    },
    SLOW,
  )

  test(
    'ends with the input, also if that ends within a line or was never there',
    async () => {
      const url = stores.databaseUrl ?? ''
      expect(await review(url, 'l')).toContain('No other doubtful matches.')
      const { exit, out } = await runSeed(['review'], { DATABASE_URL: url }, { timeoutMs: SLOW / 2 })
      expect([exit, out.includes('[q]uit?')]).toEqual([0, true])
      await stores[Symbol.asyncDispose]()
    },
    SLOW,
  )

  test(
    'ends on a signal while a question is open',
    async () => {
      const child = Bun.spawn([process.execPath, join(import.meta.dir, '../../../seed/index.ts'), 'review'], {
        env: { PATH: process.env.PATH, DATABASE_URL: stores.databaseUrl },
        stdin: 'pipe',
        stdout: 'pipe',
        stderr: 'pipe',
      })
      let said = ''
      for await (const chunk of child.stdout.pipeThrough(new TextDecoderStream())) {
        said += chunk
        if (said.includes('[q]uit?')) child.kill('SIGINT')
      }
      expect(await child.exited).toBe(130)
      expect(await new Response(child.stderr).text()).toContain('Interrupted. Completed work is kept')
      await stores[Symbol.asyncDispose]()
    },
    SLOW,
  )

  test(
    'exports decisions and imports them again, and imports nothing of a broken file',
    async () => {
      const url = stores.databaseUrl ?? ''
      const file = join(FOLDER, 'decisions.ndjson')
      await review(url, 's\n')
      expect((await runSeed(['review', '--export', file], { DATABASE_URL: url })).out).toContain('1 decisions written')
      expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ kind: 'link', author: 'ada', undoneAt: null })
      const again = await runSeed(['review', '--import', file], { DATABASE_URL: url })
      expect(again.out).toContain('1 decisions read, 0 of them new')
      writeFileSync(file, `${readFileSync(file, 'utf8')}{"id":1}\n`)
      const broken = await runSeed(['review', '--import', file], { DATABASE_URL: url })
      expect(broken).toMatchObject({ exit: 2, err: expect.stringContaining('Line 2 of the file is not a decision') })
      await stores[Symbol.asyncDispose]()
    },
    SLOW,
  )
})
