import { Database } from 'bun:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'drizzle-orm'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { rowsOf } from '#db/stores'
import { createProgram } from '#seed/cli/program'
import { catalogueHash } from './support/catalogue-hash'
import { createTestStores, type TestStores } from './support/stores'

const PAGE = readFileSync(join(import.meta.dir, '..', 'docs', 'your-own-list.md'), 'utf8')
const ROOT = process.cwd()

/** The commands read what other connections have written, so they need a server. */
const onServer = test.skipIf(!process.env.TEST_DATABASE_URL)

type Block = { language: string; text: string }

/** Returns the blocks of code of a chapter, in order. */
function blocksOf(chapter: string): Block[] {
  const text = PAGE.split(`\n## ${chapter}\n`)[1]?.split('\n## ')[0] ?? ''
  return [...text.matchAll(/```(\w+)\n(.*?)```/gs)].map(([, language = '', code = '']) => ({ language, text: code }))
}

const blockOf = (chapter: string, language: string, at = 0): string =>
  blocksOf(chapter).filter((block) => block.language === language)[at]?.text ?? ''

let stores: TestStores
let folder: string
let written = ''

beforeAll(async () => {
  stores = await createTestStores()
  folder = mkdtempSync(join(tmpdir(), 'vestim-lists-'))
  process.chdir(folder)
}, 60_000)
afterAll(async () => {
  process.chdir(ROOT)
  rmSync(folder, { recursive: true })
  await stores[Symbol.asyncDispose]()
})

/** Runs a command of the loader as a shell in the folder would, and returns its standard output. */
async function seed(line: string): Promise<string> {
  const [command = '', file] = line.split(' > ')
  const out: string[] = []
  const program = createProgram({
    env: () => ({ DATABASE_URL: stores.databaseUrl }),
    out: (text) => out.push(text),
    outBytes: async () => {},
    note: () => {},
    signal: new AbortController().signal,
  })
  const args = command.replace('bun run seed ', '').split(' ')
  const exit = await program([...args, ...(args[0] === 'forget' ? ['--yes'] : [])])
  expect([line, exit]).toEqual([line, 0])
  if (file !== undefined) {
    writeFileSync(file, `${out.join('\n')}\n`)
    written = file
  }
  return out.join('\n')
}

/** Corrects the configuration that was drafted last: an added line follows the line before it in the diff. */
function correct(diff: string): void {
  const lines = readFileSync(written, 'utf8').split('\n')
  let at = 0
  for (const change of diff.trimEnd().split('\n')) {
    const line = change.slice(1)
    if (change.startsWith('+')) lines.splice(at++, 0, line)
    else {
      at = lines.indexOf(line) + 1
      expect([line, at > 0]).toEqual([line, true])
    }
    if (change.startsWith('-')) lines.splice(--at, 1)
  }
  writeFileSync(written, lines.join('\n'))
}

/** Carries out the commands and corrections of a chapter in their order, and checks the output that it shows after them. */
async function follow(chapter: string): Promise<void> {
  let output = ''
  for (const { language, text } of blocksOf(chapter)) {
    if (language === 'diff') correct(text)
    if (language === 'sh') output = await runLines(text)
    if (language === 'text' && output !== '') expectShown(output, text.trim().split('\n'))
  }
}

function expectShown(output: string, lines: readonly string[]): void {
  for (const line of lines) expect(output).toContain(line)
}

async function runLines(text: string): Promise<string> {
  const output: string[] = []
  for (const line of text.trim().split('\n'))
    if (line.startsWith('bun run seed ')) output.push(await seed(line))
    else expect(await Bun.spawn(['bash', '-c', line]).exited).toBe(0)
  return output.join('\n')
}

const FRENCH = 'A spreadsheet in French'
const ROMS = 'A folder of ROMs and discs'
const PARQUET = 'A Parquet file'
const SQLITE = 'A SQLite file'

function writeFiles(): void {
  writeFileSync('jeux.csv', blockOf(FRENCH, 'csv'))
  for (const file of blockOf(ROMS, 'text').trim().split('\n')) {
    mkdirSync(join('roms', dirname(file)), { recursive: true })
    writeFileSync(join('roms', file), '')
  }
  const rows: Record<string, string | number>[] = JSON.parse(blockOf(PARQUET, 'json'))
  const columnData = Object.keys(rows[0] ?? {}).map((name) => ({
    name,
    data: rows.map((row) => (typeof row[name] === 'number' ? BigInt(row[name]) : row[name])),
  }))
  writeFileSync('owned.parquet', new Uint8Array(parquetWriteBuffer({ columnData })))
  const database = new Database('shelf.db')
  database.run(blockOf(SQLITE, 'sql'))
  database.close()
}

const liveGames = async () =>
  (
    await rowsOf<{ title: string }>(stores.db, sql`select title from game where merged_into is null order by title`)
  ).map(({ title }) => title)

const GAMES = [
  ...['Alundra', 'Chrono Trigger', 'Golden Axe', 'Ico', 'Okami'],
  ...['The Legend of Zelda: Ocarina of Time', 'Xenogears'],
]

/** Takes the lists back as the page does, and checks after each that the catalogue is as it was before that list was loaded. */
async function takeBack(hashes: readonly string[]): Promise<void> {
  const chapter = 'Take it back'
  const commands = blocksOf(chapter).flatMap(({ language, text }) => (language === 'sh' ? text.trim().split('\n') : []))
  const outputs: string[] = []
  for (const [at, line] of commands.entries()) {
    outputs.push(await seed(line))
    expect([line, await catalogueHash(stores.db)]).toEqual([line, hashes.at(-1 - at) ?? ''])
  }
  expectShown(outputs[0] ?? '', blockOf(chapter, 'text').trim().split('\n'))
}

describe('docs/your-own-list.md', () => {
  onServer(
    'is true, list by list, and then again backwards',
    async () => {
      writeFiles()
      const hashes: string[] = []
      for (const chapter of [FRENCH, ROMS, PARQUET, SQLITE]) {
        hashes.push(await catalogueHash(stores.db))
        await follow(chapter)
      }
      expect(await liveGames()).toEqual(GAMES)
      await takeBack(hashes)
      expect(await liveGames()).toEqual([])
    },
    300_000,
  )

  test('edits at most four lines of each draft', () => {
    for (const chapter of [FRENCH, ROMS, PARQUET, SQLITE])
      expect(blockOf(chapter, 'diff').match(/^\+/gm)?.length ?? 0).toBeLessThanOrEqual(4)
  })
})
