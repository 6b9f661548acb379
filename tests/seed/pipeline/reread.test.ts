import { describe, expect, test } from 'bun:test'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ReplayableRecord } from '#db/quarantine/replay'
import { reread } from '#seed/pipeline/reread'
import { findSource } from '#seed/sources/index'
import { noApi } from '#tests/support/api-access'
import { stillClock } from '#tests/support/memory-source'

const FIXTURES = join(import.meta.dir, '../../fixtures')

const kept = (raw: string, head: string | null, more: Partial<ReplayableRecord> = {}): ReplayableRecord => ({
  id: 7,
  run: 1,
  code: 'invalid_date',
  field: 'released',
  message: 'No date.',
  position: { line: 2 },
  raw,
  head,
  ...more,
})
const fileOf = (name: string, columns: string[]) => ({
  file: name,
  columns,
  delimiter: ';',
  encoding: 'utf-8',
  lineEnd: 'LF',
})

describe('a refused CSV row is read from its own text as from its file:', () => {
  const files = ['vgsales', 'metacritic'].flatMap((name) =>
    readdirSync(join(FIXTURES, name))
      .filter((file) => file.endsWith('.csv'))
      .map((file) => [name, file] as const),
  )

  test.each(files)('%s/%s', async (name, file) => {
    const source = findSource(name)
    const opened = await source.open({ from: join(FIXTURES, name, file), clock: stillClock, api: noApi })
    for await (const { records, unparsable } of opened.pages()) {
      for (const { value, text } of records)
        expect(reread(kept(text, opened.csvHeader ?? null), source).records).toMatchObject([{ value, text }])
      for (const { reject, text } of unparsable)
        expect(reread(kept(text, opened.csvHeader ?? null), source).unparsable).toMatchObject([{ reject, text }])
    }
  })
})

describe('a row from one of several files has the columns of its own file', () => {
  const heads = JSON.stringify([fileOf('a.csv', ['id', 'title']), fileOf('b.csv', ['title', 'id'])])

  test('which is found by its name', () => {
    const of = (file: string) => reread(kept('1;Elite', heads, { position: { file } }), {}).records[0]?.value
    expect([of('a.csv'), of('b.csv')]).toEqual([
      { id: '1', title: 'Elite' },
      { title: '1', id: 'Elite' },
    ])
  })

  test('and stays refused as before if that file is unknown', () => {
    const twice = JSON.stringify([fileOf('a.csv', ['id', 'title']), fileOf('a.csv', ['title', 'id'])])
    const { records, unparsable } = reread(kept('1;Elite', twice, { position: { file: 'a.csv' } }), {})
    expect(records).toEqual([])
    expect(unparsable).toMatchObject([
      { reject: { code: 'invalid_date', field: 'released' }, position: { refused: 7 } },
    ])
  })
})

test('text that is no longer one row stays refused as before', () => {
  const head = JSON.stringify([fileOf('a.csv', ['id', 'title'])])
  expect(reread(kept('1;Elite\n2;Doom', head), {}).unparsable).toMatchObject([{ reject: { code: 'invalid_date' } }])
})

test('a JSON record is read again with its key, all its digits and its place in quarantine', () => {
  expect(reread(kept('"620": {"n": 9007199254740993}', null), {}).records).toMatchObject([
    { value: { '@key': '620', n: '9007199254740993' }, position: { line: 2, refused: 7 } },
  ])
  expect(reread(kept('{"n": 1}', null), {}).records).toMatchObject([{ value: { n: 1 } }])
  expect(reread(kept('{"n": ', null), {}).unparsable).toMatchObject([{ reject: { code: 'invalid_json' } }])
})
