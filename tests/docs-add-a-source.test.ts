import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CONVERSIONS, FIELDS } from '#seed/declared/language'
import { declaredSources } from '#seed/declared/source'
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
  writeFileSync(join(folder, 'vestimlib.config.json'), blockOf('json'))
  if (DATA) symlinkSync(join(DATA, 'csv', 'backloggd_games.csv'), join(folder, 'backloggd_games.csv'))
  else copyFileSync(FIXTURE, join(folder, 'backloggd_games.csv'))
}, 60_000)
afterAll(async () => {
  await stores[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

describe('docs/add-a-source.md', () => {
  test('shows rows that stand in the file', () => {
    for (const line of blockOf('csv').trim().split('\n')) expect(readFileSync(FIXTURE, 'utf8')).toContain(`${line}\r\n`)
  })

  test(`declares a source that loads as it says, twice the same (${DATA ? 'the real file' : 'a few rows: TEST_DATA_DIR is not set'})`, async () => {
    const [source] = await declaredSources(join(folder, 'vestimlib.config.json'), [])
    if (!source) throw new Error('the page declares no source')
    const accepted = DATA ? 27_573 : 11
    const counts = { read: accepted + (DATA ? 1 : 0), quarantined: DATA ? 1 : 0, duplicate: 0 }
    expect(await load(stores, source)).toMatchObject({ ...counts, accepted, unchanged: 0 })
    expect(await load(stores, source)).toMatchObject({ ...counts, accepted: 0, unchanged: accepted })
  }, 300_000)

  test('names every field and every conversion', () => {
    for (const word of [...CONVERSIONS, ...Object.keys(FIELDS)]) expect(PAGE).toMatch(new RegExp(`[\`" ]${word}[\`" ]`))
  })
})
