import { describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { valueAt } from '#catalogue/list/cells/cell'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { splitEntries } from '#seed/api/entries'
import { parseDeclared } from '#seed/declared/config'
import { declaredSource } from '#seed/declared/source'
import { parseRecord } from '#seed/formats/json/record'
import { draftEntry } from '#seed/infer/draft'
import { load } from '#tests/support/memory-source'
import { createTestStores } from '#tests/support/stores'

const LEVELS = 100_000
const list = (inner = '') => '['.repeat(LEVELS) + inner + ']'.repeat(LEVELS)
const object = '{"a":'.repeat(LEVELS) + 1 + '}'.repeat(LEVELS)
const SLOW = 60_000

const entryOf = (column: string) => {
  const map = { title: 'name', genres: column, developers: column, popularity: column, kind: column }
  const declared = { name: 'deep', format: 'ndjson', from: 'deep.ndjson', key: 'id', map }
  const [entry] = parseDeclared(JSON.stringify({ sources: [declared] }), 'file', [])
  if (!entry) throw new Error('no entry')
  return entry
}

describe('a hundred thousand levels', () => {
  test.each([
    ['lists', `{"id":1,"x":${list()}}`, undefined],
    ['objects', `{"id":1,"x":${object}}`, undefined],
    ['lists beside an integer of many digits', `{"id":12345678901234567890,"x":${list()}}`, 'too_deep'],
    ['objects beside a pair of surrogates', `{"id":"\\ud83c\\udfae","x":${object}}`, 'too_deep'],
    ['open lists', `{"id":1,"x":${'['.repeat(LEVELS)}`, 'invalid_json'],
  ])('in a record are read or refused: %s', (_, text, fault) => {
    const record = parseRecord(text)
    expect('fault' in record ? record.fault : undefined).toBe(fault as never)
  })

  test('in the response of an API are refused as one record', () => {
    const games = JSON.parse(`[{"id":1},{"id":2,"x":${list()}},{"id":3}]`) as unknown[]
    const { records, unparsable } = splitEntries(
      games.map((game, at) => [String(at), game]),
      {},
    )
    expect(records.map(({ value }) => value)).toEqual([{ id: 1 }, { id: 3 }])
    expect(unparsable.map(({ reject }) => reject.code)).toEqual(['too_deep'])
  })

  test.each(['x', 'x.a', 'x.0', 'x.a.a', 'x.0.a'])('in a column of a declared source are read: %s', (column) => {
    const source = declaredSource(entryOf(column), '.')
    const context = { vocabulary: standardVocabulary } as never
    for (const text of [list(), list('"RPG"'), object])
      expect(() => source.map({ id: 1, name: 'Elite', x: JSON.parse(text) }, context)).not.toThrow()
  })

  test('are left out of a path and of a draft', () => {
    const row = { name: 'Elite', x: JSON.parse(list('{"a":1}')), y: JSON.parse(object) }
    expect(JSON.stringify(valueAt(row, 'x.a'))?.length ?? 0).toBeLessThan(100)
    expect(() => draftEntry({ file: 'a', format: 'ndjson', rows: [row] }, 'a', standardVocabulary)).not.toThrow()
  })

  test.each([
    ['lists', list()],
    ['objects', object],
    ['open lists', '['.repeat(LEVELS)],
    ['open objects', '{"a":'.repeat(LEVELS)],
    ['lists that close in comments', '[/*]*/'.repeat(LEVELS)],
  ])('in a configuration are refused in a sentence: %s', (_, text) => {
    expect(() => parseDeclared(text, 'file', [])).toThrow('"file" is nested too deeply, by more than 100 levels')
  })

  test(
    'in a file cost no other record',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'vestim-deep-'))
      const path = join(folder, 'deep.ndjson')
      const deep = [`{"id":2,"name":"Doom","y":${list()}}`, `{"id":12345678901234567890,"name":"Myst","y":${list()}}`]
      writeFileSync(path, ['{"id":1,"name":"Elite"}', ...deep, '{"id":4,"name":"Portal"}'].join('\n'))
      await using stores = await createTestStores()
      const report = await load(stores, declaredSource(entryOf('x'), folder) as never, { from: path })
      expect(report).toMatchObject({ read: 4, accepted: 3, quarantined: 1 })
      rmSync(folder, { recursive: true })
    },
    SLOW,
  )
})
