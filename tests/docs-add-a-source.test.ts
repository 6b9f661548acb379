import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONVERSIONS, MAP_FIELDS } from '#catalogue/list/cells/mapping-syntax'
import { inferFile } from '#seed/cli/commands/infer'
import { declaredSources } from '#seed/declared/source'
import { SOURCES } from '#seed/sources/index'
import { load } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'

const ROOT = join(import.meta.dir, '..')
const PAGE = readFileSync(join(ROOT, 'docs', 'add-a-source.md'), 'utf8')
const FIXTURE = join(ROOT, 'tests', 'fixtures', 'declared', 'backloggd_games.csv')
const DATA = process.env.TEST_DATA_DIR

const blockOf = (language: string): string => PAGE.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? ''

let stores: TestStores
let folder: string

beforeAll(async () => {
  stores = await createTestStores()
  folder = mkdtempSync(join(tmpdir(), 'vestim-page-'))
  if (DATA) symlinkSync(join(DATA, 'csv', 'backloggd_games.csv'), join(folder, 'backloggd_games.csv'))
  else copyFileSync(FIXTURE, join(folder, 'backloggd_games.csv'))
}, 60_000)
afterAll(async () => {
  await stores[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

/** A draft with the lines of a diff put in: each stands for the one taken out before it, or follows the one before. */
function corrected(draft: string, diff: string): string {
  const lines = draft.split('\n')
  let at = 0
  for (const change of diff.trimEnd().split('\n')) {
    const line = change.slice(1)
    if (change.startsWith('+')) lines.splice(at++, 0, line)
    else at = lines.indexOf(line) + 1
    if (change.startsWith('-')) lines.splice(--at, 1)
  }
  return lines.join('\n')
}

const changedLines = () => blockOf('diff').match(/^\+/gm)?.length

describe('docs/add-a-source.md', () => {
  test('shows rows that stand in the file', () => {
    for (const line of blockOf('csv').trim().split('\n')) expect(readFileSync(FIXTURE, 'utf8')).toContain(`${line}\r\n`)
  })

  test('shows what infer drafts', async () => {
    const path = join(folder, 'backloggd_games.csv')
    const { config } = await inferFile(path)
    expect(`${config}\n`.replace(path, 'backloggd_games.csv')).toBe(blockOf('json'))
  })

  test(`loads the draft with four lines corrected, twice the same (${DATA ? 'the real file' : 'a few rows: TEST_DATA_DIR is not set'})`, async () => {
    expect(changedLines()).toBe(4)
    const path = join(folder, 'vestimlib.config.json')
    writeFileSync(path, corrected(blockOf('json'), blockOf('diff')))
    const [source] = await declaredSources(
      path,
      SOURCES.map(({ name }) => name),
    )
    if (!source) throw new Error('the page declares no source')
    const counts = { read: DATA ? 27_574 : 11, quarantined: 0, duplicate: 0 }
    const { read } = counts
    expect(await load(stores, source)).toMatchObject({ ...counts, accepted: read, unchanged: 0 })
    expect(await load(stores, source)).toMatchObject({ ...counts, accepted: 0, unchanged: read })
  }, 300_000)

  test('names every field and every conversion', () => {
    for (const word of [...CONVERSIONS, ...Object.keys(MAP_FIELDS)])
      expect(PAGE).toMatch(new RegExp(`[\`" ]${word}[\`" ]`))
  })
})
