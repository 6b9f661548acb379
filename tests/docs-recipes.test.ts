import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Listening, listen } from '#src/http/listen'
import { createTestApp, testToken } from '#tests/support/client'
import { parseExportedCsv, readExportedParquet } from '#tests/support/exported'
import { type Given, load, memorySource } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

const PAGE = await Bun.file(join(import.meta.dir, '../docs/recipes.md')).text()
const game = (key: string, title: string, critics: number, genre: string): Given => {
  const releases = [{ platform: 'pc', released: { date: '1999-01-01', precision: 'year' as const } }]
  return { key, title, critics: { value: critics, votes: 20 }, genres: [genre], releases }
}
const SOURCE = memorySource('list', [
  [
    game('1', 'Baldurs Gate', 91, 'role-playing'),
    game('2', 'Nox', 83, 'role-playing'),
    game('3', 'Quake', 94, 'shooter'),
  ],
])

/** Returns the examples of a section in a language. */
function examplesOf(section: string, language: string): string[] {
  const [, text = ''] = PAGE.split(`\n## ${section}\n`)
  const [own = ''] = text.split('\n## ')
  return [...own.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code = '']) => code)
}

const succeeds = (...command: string[]): boolean => {
  try {
    return Bun.spawnSync(command, { stdout: 'ignore', stderr: 'ignore' }).exitCode === 0
  } catch {
    return false
  }
}
const TOOLS = {
  duckdb: succeeds('duckdb', '--version'),
  pandas: succeeds('python3', '-c', 'import pandas, pyarrow'),
  R: succeeds('Rscript', '-e', 'library(arrow); library(dplyr); library(tidyr)'),
}

let stores: TestStores
let service: Listening
let folder: string

beforeAll(async () => {
  stores = await createTestStores()
  await load(stores, SOURCE)
  service = listen(createTestApp(stores), { host: '127.0.0.1', port: 0 })
  folder = await mkdtemp(join(tmpdir(), 'vestim-recipes-'))
}, 60_000)
afterAll(async () => {
  await service.stop({ graceMs: 0 })
  await stores[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

/** Runs a program in the folder of the exports and returns what it prints. */
async function run(...command: string[]): Promise<string> {
  const env = { ...process.env, URL: service.url, TOKEN: await testToken('export') }
  const child = Bun.spawn(command, { cwd: folder, env, stdout: 'pipe', stderr: 'pipe' })
  const [out, err, exit] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ])
  expect({ exit, err }).toEqual({ exit: 0, err: '' })
  return out
}

describe('docs/recipes.md', () => {
  test('fetches exports with curl, and proves that they are complete', async () => {
    const [ndjson = '', csv = '', parquet = '', ...others] = examplesOf('curl', 'sh')
    expect(others).toEqual([])
    expect(await run('sh', '-c', ndjson)).toBe('complete\n')
    await run('sh', '-c', csv)
    expect(parseExportedCsv(await Bun.file(join(folder, 'games.csv')).text())).toHaveLength(3)
    await run('sh', '-c', parquet)
    const { rows } = await readExportedParquet(await Bun.file(join(folder, 'games.parquet')).arrayBuffer())
    expect(rows).toHaveLength(3)
  })

  test('finds the best role-playing game of each year and platform in one request', async () => {
    const [statistics = ''] = examplesOf('Statistics', 'sh')
    await run('sh', '-c', statistics)
    const { items } = await Bun.file(join(folder, 'stats.json')).json()
    expect(items).toMatchObject([{ year: 1999, platform: 'pc', best: { title: 'Baldurs Gate', score: 91 } }])
  })

  test.skipIf(!TOOLS.duckdb)('finds the best role-playing game with DuckDB (duckdb is not installed)', async () => {
    const [query = ''] = examplesOf('DuckDB', 'sql')
    expect(await run('duckdb', '-csv', '-c', query)).toBe('year,platform,title,score\n1999,pc,Baldurs Gate,91.0\n')
  })

  test.skipIf(!TOOLS.pandas)('finds it with pandas (pandas and pyarrow are not installed)', async () => {
    const [program = ''] = examplesOf('pandas', 'python')
    expect(await run('python3', '-c', program)).toMatch(/1999\s+pc\s+Baldurs Gate\s+91/)
  })

  test.skipIf(!TOOLS.R)('finds it with R (arrow, dplyr and tidyr are not installed)', async () => {
    const [program = ''] = examplesOf('R', 'r')
    expect(await run('Rscript', '-e', program)).toMatch(/1999 pc\s+Baldurs Gate\s+91/)
  })
})
