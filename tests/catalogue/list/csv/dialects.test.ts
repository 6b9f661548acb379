import { describe, expect, test } from 'bun:test'
import { cellsOf, openFixture, readAll, refusals } from './reading'

const GAMES = [
  ['Wii Sports', 'Wii', '2006', 'Nintendo', '82.74'],
  ['Pokémon Red', 'GB', '1996', 'Nintendo', '31.37'],
  ['Ratchet & Clank: Up Your Arsenal', 'PS2', '2004', 'Sony, Inc.', '2.53'],
  ['Tetris', 'GB', 'N/A', '', '30.26'],
]

describe('one table, however it is written', () => {
  test.each([
    ['comma-lf.csv', 'utf-8', 'LF'],
    ['comma-crlf.csv', 'utf-8', 'CRLF'],
    ['comma-cr.csv', 'utf-8', 'CR'],
    ['mixed-line-ends.csv', 'utf-8', 'CRLF'],
    ['last-line-without-end.csv', 'utf-8', 'LF'],
    ['blank-lines.csv', 'utf-8', 'LF'],
    ['bom-utf8.csv', 'utf-8', 'LF'],
    ['utf16le.csv', 'utf-16le', 'CRLF'],
    ['utf16be.csv', 'utf-16be', 'CRLF'],
    ['windows-1252.csv', 'windows-1252', 'CRLF'],
  ] as const)('%s gives the same games', async (name, encoding, lineEnd) => {
    const csv = await openFixture(name)
    expect(csv.columns).toEqual(['Name', 'Platform', 'Year', 'Publisher', 'Global_Sales'])
    expect(csv.dialect).toEqual({ delimiter: ',', encoding, lineEnd })
    const { records, unparsable } = await readAll(csv)
    const expected = name === 'blank-lines.csv' ? [GAMES[0], GAMES[3]] : GAMES
    expect(cellsOf(records, csv.columns).slice(0, 4)).toEqual(expected as string[][])
    expect(unparsable).toEqual([])
  })

  test.each([
    [
      'semicolon-decimal-comma.csv',
      ';',
      [
        ['Wii Sports', 'Wii', '2006', 'Nintendo', '82,74'],
        ['Pokémon Red', 'GB', '1996', 'Nintendo', '31,37'],
        ['Steins;Gate', 'X360', '2009', 'Sony, Inc.', ',04'],
        ['Tetris', 'GB', 'N/A', '', '30,26'],
      ],
    ],
    [
      'tab.tsv',
      '\t',
      [
        ['Wii Sports', 'Wii', '2006', 'Nintendo', '82.74'],
        ['Hello, World', 'PC', '2001', 'A; B | C', '.1'],
      ],
    ],
    [
      'pipe.csv',
      '|',
      [
        ['Wii Sports', 'Wii', '2006'],
        ['Me, Myself | I', 'PC', '2001'],
      ],
    ],
    ['one-column.csv', ',', [['Tetris'], ['Elite, Plus'], ['Doom 3']]],
  ])('the delimiter of %s is detected', async (name, delimiter, rows) => {
    const csv = await openFixture(name)
    expect(csv.dialect.delimiter).toBe(delimiter)
    expect(cellsOf((await readAll(csv)).records, csv.columns)).toEqual(rows)
  })

  test('a stray semicolon on every line does not make it the delimiter', async () => {
    const csv = await openFixture('trailing-semicolon.csv')
    expect(csv.columns).toEqual(['Name', 'Platform', 'Rating;'])
    const { records, unparsable } = await readAll(csv)
    expect(records).toHaveLength(2)
    expect(refusals(unparsable)).toEqual([['ragged_row', 4]])
  })
})

describe('encodings', () => {
  test('Windows-1252 punctuation is decoded', async () => {
    const { records } = await readAll(await openFixture('windows-1252.csv'))
    expect(records[4]?.value).toMatchObject({ Name: 'Nuclear Strike™ – Déjà vu', Publisher: 'Édition “Collector”' })
  })

  test('bytes that are not UTF-8 become U+FFFD in their own record and leave the others alone', async () => {
    const csv = await openFixture('broken-bytes.csv')
    const { records } = await readAll(csv)
    expect(csv.dialect.encoding).toBe('utf-8')
    expect(records.map(({ text }) => text.includes('\uFFFD'))).toEqual([false, false, true, true, false])
    expect(cellsOf(records, ['Name'])).toEqual([
      ['Pokémon Red'],
      ['Pokémon Blue'],
      ['1080\uFFFD: TenEighty'],
      ['NO\uFFFD\uFFFDL: Not Dead'],
      ['Tetris'],
    ])
  })
})

describe('headers', () => {
  test('empty, repeated and unsafe names become column_N', async () => {
    const csv = await openFixture('odd-header.csv')
    expect(csv.columns).toEqual(['Name', 'column_2_', 'Year', 'column_4', 'column_2', 'column_6', 'Brand'])
    expect((await readAll(csv)).records[0]?.value).toEqual({
      Name: 'Tetris',
      column_2_: '1',
      Year: '1989',
      column_4: 'T',
      column_2: '2',
      column_6: '3',
      Brand: 'Nintendo',
    })
  })

  test('a file with a header alone has no records and no faults', async () => {
    const csv = await openFixture('header-only.csv')
    expect(csv.columns).toHaveLength(5)
    expect(await readAll(csv)).toEqual({ records: [], unparsable: [], checkpoints: [] })
  })

  test('a repeated header is refused', async () => {
    const { records, unparsable } = await readAll(await openFixture('repeated-header.csv'))
    expect(records).toHaveLength(2)
    expect(refusals(unparsable)).toEqual([['repeated_header', 3]])
  })
})
