import { describe, expect, test } from 'bun:test'
import { parse } from 'csv-parse/sync'
import { openCsv } from '#catalogue/list/csv/read'
import { openInput } from '#seed/input/open'
import { cellsOf, readAll } from './reading'

const folder = process.env.TEST_DATA_DIR

type File = [name: string, delimiter: string, encoding: Encoding, lineEnd: LineEnd, rows: number, refused?: Refused]
type Encoding = 'utf-8' | 'windows-1252'
type LineEnd = keyof typeof LINE_ENDS
type Refused = [count: number, code: string]

const LINE_ENDS = { LF: '\n', CRLF: '\r\n', CR: '\r' }

const FILES: File[] = [
  ['backloggd_games.csv', ',', 'utf-8', 'CRLF', 27_574],
  ['igdb_2020_semicolon.csv', ';', 'windows-1252', 'CRLF', 10_240],
  ['ign_reviews_semicolon.csv', ';', 'utf-8', 'LF', 18_625],
  ['ign_reviews_with_url.csv', ',', 'utf-8', 'CRLF', 18_625],
  ['metacritic_2011_2019_5k.csv', ',', 'utf-8', 'CRLF', 5_699],
  ['metacritic_2020_semicolon.csv', ';', 'utf-8', 'CRLF', 17_287],
  ['metacritic_roi5676_fullplatform.csv', ',', 'utf-8', 'CRLF', 11_530],
  ['opencritic_2024.csv', ',', 'utf-8', 'LF', 2_099, [99, 'repeated_header']],
  ['vgchartz_2024_subset.csv', ',', 'utf-8', 'LF', 20_666],
  ['vgsales.csv', ',', 'utf-8', 'LF', 16_598],
  ['vgsales_810teams_2017.csv', ',', 'utf-8', 'LF', 17_416],
  ['vgsales_metacritic_2016.CR_mojibake.csv', ',', 'utf-8', 'CR', 16_719],
  ['vgsales_metacritic_2016.broken_trailing_semicolon.csv', ',', 'utf-8', 'CRLF', 16_719, [644, 'ragged_row']],
  ['vgsales_metacritic_2016.csv', ',', 'utf-8', 'LF', 16_719],
  ['vgsales_metacritic_2016.na_blanked.csv', ',', 'utf-8', 'LF', 16_719],
  ['vgsales_metacritic_2016.semicolon_decimalcomma_crlf.csv', ';', 'utf-8', 'CRLF', 16_719],
  ['vgsales_metacritic_2016.shifted_columns.csv', ',', 'utf-8', 'LF', 16_719],
]

const open = async (name: string) => openCsv(await openInput(`${folder}/csv/${name}`, { extensions: [] }))

describe.skipIf(!folder)('whole real files (TEST_DATA_DIR names their folder)', () => {
  test.each(FILES)(
    '%s is read row by row as csv-parse reads it',
    async (name, delimiter, encoding, lineEnd, rows, [refused, code] = [0, '']) => {
      const csv = await open(name)
      expect(csv.dialect).toEqual({ delimiter, encoding, lineEnd })
      const { records, unparsable } = await readAll(csv)
      expect(records.length + unparsable.length).toBe(rows)
      expect(unparsable.filter(({ reject }) => reject.code === code)).toHaveLength(refused)
      expect(unparsable).toHaveLength(refused)

      const bytes = await Bun.file(`${folder}/csv/${name}`).bytes()
      const text = new TextDecoder(encoding).decode(bytes)
      const theirs: string[][] = parse(text, {
        delimiter,
        record_delimiter: LINE_ENDS[lineEnd],
        relax_quotes: true,
        relax_column_count: true,
      })
      const [header, ...all] = theirs
      const whole = all.filter((row) => row.length === header?.length && row.join() !== header?.join())
      expect(cellsOf(records, csv.columns)).toEqual(whole)
    },
  )

  test('destroyed bytes appear only in the records that have them', async () => {
    for (const [name, damaged] of [
      ['vgsales_metacritic_2016.CR_mojibake.csv', 21],
      ['ign_reviews_with_url.csv', 6],
      ['igdb_2020_semicolon.csv', 0],
    ] as const) {
      const { records } = await readAll(await open(name))
      expect(records.filter(({ text }) => text.includes('\uFFFD'))).toHaveLength(damaged)
    }
  })

  test('a file resumed in its middle gives the same rest', async () => {
    const csv = await open('backloggd_games.csv')
    const whole = await readAll(csv)
    const middle = whole.checkpoints[7]
    const rest = await readAll(csv, middle)
    expect(rest.records).toEqual(whole.records.filter(({ position }) => (position.byte ?? 0) >= Number(middle?.byte)))
  })
})
