import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { rowsOf } from '#db/stores'
import type { Source } from '#seed/contract/source'
import { declaredSource } from '#seed/declared/source'
import { load } from '#tests/support/memory-source'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { entryOf } from '../declared/entries'

const A_MINUTE = 60_000
let stores: TestStores
let folder = ''

beforeAll(async () => {
  stores = await createTestStores()
  folder = await mkdtemp(join(tmpdir(), 'vestim-hostile-'))
}, A_MINUTE)
afterAll(async () => {
  await stores[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

type Format = 'csv' | 'ndjson' | 'json'
/** Bytes between two good rows, and the codes with which they are refused. */
type Hostile = [what: string, format: Format, between: string | Buffer, codes: string[]]

const good = (id: number) => ({ id, title: ['', 'Elite', 'Tetris'][id], year: 1984 })

const around: Record<Format, [string, string]> = {
  csv: ['id,title,year\n1,Elite,1984\n', '\n2,Tetris,1984\n'],
  ndjson: [`${JSON.stringify(good(1))}\n`, `\n${JSON.stringify(good(2))}\n`],
  json: [`[${JSON.stringify(good(1))},\n`, `,\n${JSON.stringify(good(2))}]`],
}

const record = (rest: string) => `{"id":3,"title":"Doom",${rest}}`
const nested = (depth: number) => record(`"deep":${'['.repeat(depth)}${']'.repeat(depth)}`)
const keys = (count: number) => record(Array.from({ length: count }, (_, key) => `"k${key}":1`).join(','))

const refused: Hostile[] = [
  ['a quote that never closes', 'csv', '3,"Doom,1993', ['unclosed_quote']],
  ['text behind a quote', 'csv', '3,"Doom" II,1993', ['text_after_quote']],
  ['a NUL byte', 'csv', '3,Do\0om,1993', ['nul_byte']],
  [
    'bytes that are not UTF-8',
    'csv',
    Buffer.concat([Buffer.from('3,Pok\u00e9mon \u00c9'), Buffer.from([0xc3, 0x28, 0xf0, 0x9f]), Buffer.from(',1993')]),
    ['destroyed_text'],
  ],
  ['a line of 3 MiB', 'csv', `3,${'x'.repeat(3 << 20)},1993`, ['record_too_long']],
  ['a million columns', 'csv', ','.repeat(1e6), ['too_many_columns']],
  ['the header once more', 'csv', 'id,title,year', ['repeated_header']],
  ['rows too short and too long', 'csv', '3,Doom\n3,Doom,1993,id', ['ragged_row', 'ragged_row']],
  [
    'a year of the next millennium, and a year that overflows',
    'csv',
    '3,Doom,9999\n4,Quake,1e400',
    ['invalid_date', 'invalid_date'],
  ],
  ...(['ndjson', 'json'] as const).flatMap((format): Hostile[] => [
    ['half a record', format, '{"id":3,"title":', ['invalid_json']],
    ['a million keys in one object', format, keys(1_000_000), ['record_too_long']],
    ['half a surrogate pair', format, record('"x":"\\ud800"'), ['lone_surrogate']],
    ['a NUL, written out', format, record('"x":"\\u0000"'), ['nul_byte']],
    ['no record at all', format, '1e400', ['not_an_object']],
    ['a year without end', format, record('"year":1e400'), ['invalid_date']],
    ['a year of four hundred digits', format, record(`"year":${'9'.repeat(400)}`), ['invalid_date']],
  ]),
]

let loaded = 0

async function source(format: Format, content: string | Uint8Array): Promise<Source> {
  const name = `hostile-${++loaded}`
  await writeFile(join(folder, name), content)
  const entry = entryOf({ name, format, map: { title: 'title', year: 'year' } })
  return declaredSource({ ...entry, from: name }, folder) as Source // safe: it is only given rows its own schema has parsed
}

const codesOf = async ({ name }: Source) =>
  (
    await rowsOf<{ code: string }>(
      stores.db,
      sql`select q.code from quarantine q join source s on s.id = q.source_id where s.slug = ${name} order by q.id`,
    )
  ).map(({ code }) => code)

describe('between two good rows, which are accepted, is refused with a reason', () => {
  test.each(refused)(
    '%s (%s)',
    async (_, format, between, codes) => {
      const [before, after] = around[format]
      const hostile = await source(
        format,
        Buffer.concat([Buffer.from(before), Buffer.from(between), Buffer.from(after)]),
      )
      const report = await load(stores, hostile)
      expect(report).toMatchObject({ read: 2 + codes.length, accepted: 2, quarantined: codes.length })
      expect(await codesOf(hostile)).toEqual(codes)
    },
    A_MINUTE,
  )
})

describe('is accepted unchanged', () => {
  test.each([
    ['nesting of a hundred thousand', nested(100_000)],
    ['fifty thousand keys in one object', keys(50_000)],
    ['numbers without end in a field nobody reads', record('"x":1e400,"y":-0,"z":9223372036854775808')],
  ])(
    '%s',
    async (_, between) => {
      const report = await load(stores, await source('json', around.json.join(between)))
      expect(report).toMatchObject({ read: 3, accepted: 3, quarantined: 0 })
    },
    A_MINUTE,
  )

  test(
    'UTF-16, and a table in a script that nobody speaks',
    async () => {
      const table = Buffer.from(`\uFEFFid,title,year\r\n1,\u202eElite\u202c,1984\r\n2,ゼルダ😀,1986\r\n`, 'utf16le')
      expect(await load(stores, await source('csv', table))).toMatchObject({ read: 2, accepted: 2 })
    },
    A_MINUTE,
  )
})

test(
  'a zip bomb ends the run with a reason and stores nothing',
  async () => {
    const rows = Buffer.alloc(40 << 20, `1,Elite,1984,${'x'.repeat(10_000)}\n`)
    const bomb = await source('csv', gzipSync(Buffer.concat([Buffer.from('id,title,year,notes\n'), rows])))
    await expect(load(stores, bomb)).rejects.toMatchObject({
      code: 'source_unreadable',
      message: expect.stringContaining('unpacks to more than 100 times its size'),
    })
    const { name } = bomb
    expect(
      await rowsOf(
        stores.db,
        sql`select 1 from source_record r join source s on s.id = r.source_id where s.slug = ${name}`,
      ),
    ).toEqual([])
  },
  A_MINUTE,
)
