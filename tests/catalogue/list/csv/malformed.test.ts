import { describe, expect, test } from 'bun:test'
import { openCsv } from '#catalogue/list/csv/read'
import { Failure } from '#lib/errors'
import { cellsOf, inputOf, openFixture, readAll, readText, refusals } from './reading'

const names = (records: Parameters<typeof cellsOf>[0]) => cellsOf(records, ['Name']).flat()

describe('a row with the wrong number of cells', () => {
  test('is refused by itself, with its text and its place', async () => {
    const { records, unparsable } = await readAll(await openFixture('ragged.csv'))
    expect(names(records)).toEqual(['Wii Sports', 'Halo 3'])
    expect(unparsable).toEqual([
      {
        reject: { code: 'ragged_row', message: 'The row has 6 cells where the header has 5.' },
        text: 'Modern Warfare 3,X360,2011,Infinity Ward, Sledgehammer Games,14.73',
        position: { line: 3, byte: 77 },
      },
      {
        reject: { code: 'ragged_row', message: 'The row has 2 cells where the header has 5.' },
        text: 'Tetris,GB',
        position: { line: 4, byte: 144 },
      },
    ])
  })

  test('is accepted if repair mends it, and refused if not', async () => {
    const csv = await openFixture('ragged.csv', {
      repair: (cells, text, columns) => {
        expect(text.startsWith(cells[0] ?? '')).toBe(true)
        return cells.length > columns.length
          ? [...cells.slice(0, 3), cells.slice(3, 5).join(','), cells[5] ?? '']
          : cells
      },
    })
    const { records, unparsable } = await readAll(csv)
    expect(records[1]?.value).toMatchObject({ Publisher: 'Infinity Ward, Sledgehammer Games', Global_Sales: '14.73' })
    expect(refusals(unparsable)).toEqual([['ragged_row', 4]])
  })

  test('a line quoted as a whole is one cell, which repair may split', async () => {
    const repair = (cells: string[]) => cells[0]?.replace('"5pb., Inc."', '5pb.').split(',')
    const { records } = await readAll(await openFixture('whole-line-quoted.csv', { repair }))
    expect(cellsOf(records, ['Name', 'Publisher'])[1]).toEqual(['Steins;Gate', '5pb.'])
  })

  test('a million cells are refused as too many columns', async () => {
    const { records, unparsable } = await readText(`a,b\n${','.repeat(1e6)}\n1,2\n`)
    expect(refusals(unparsable)).toEqual([['too_many_columns', 2]])
    expect(records).toHaveLength(1)
  })
})

describe('quotes', () => {
  test('a quoted cell may hold line breaks, blank lines and doubled quotes', async () => {
    const { records } = await readAll(await openFixture('line-breaks.csv'))
    expect(records[0]?.value).toEqual({ Title: 'Myst', Plot: 'A book.\r\nAn island.\n\nA "trap".', Year: '1993' })
    expect(records[1]?.position.line).toBe(6)
  })

  test('an unclosed quote loses only its own line', async () => {
    const { records, unparsable } = await readAll(await openFixture('unclosed-quote.csv'))
    expect(names(records)).toEqual(['Wii Sports', 'Ratchet & Clank: Up Your Arsenal', 'Tetris', 'Quake'])
    expect(refusals(unparsable)).toEqual([
      ['unclosed_quote', 3],
      ['unclosed_quote', 6],
    ])
    expect(unparsable[0]?.text).toBe('"Halo 3,X360,2007,Bungie,12.12')
  })

  test('text after a closing quote is refused, a quote inside a bare cell is text', async () => {
    const { records, unparsable } = await readAll(await openFixture('text-after-quote.csv'))
    expect(names(records)).toEqual(['Wii Sports'])
    expect(refusals(unparsable)).toEqual([
      ['text_after_quote', 2],
      ['text_after_quote', 3],
    ])
    expect((await readText('Name,b\n24" screen,x"y"\n')).records[0]?.value).toEqual({ Name: '24" screen', b: 'x"y"' })
  })

  test('a quote not closed within maxRecordBytes loses nothing that follows', async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => `game ${at},${at}`)
    const { records, unparsable } = await readText(`Name,n\n"lost,1\n${rows.join('\n')}\n`, {
      maxRecordBytes: 4096,
      pageBytes: 1000,
    })
    expect(names(records)).toEqual(rows.map((row) => row.split(',')[0] ?? ''))
    expect(refusals(unparsable)).toEqual([['unclosed_quote', 2]])
  })

  test('every line with an open quote is refused by itself', async () => {
    const lines = Array.from({ length: 2000 }, (_, at) => `"game ${at},${at}`)
    const { unparsable } = await readText(`Name,n\n${lines.join('\n')}\n`)
    expect(unparsable.map(({ text }) => text)).toEqual(lines)
  })
})

describe('records no store could take', () => {
  test('a record over maxRecordBytes is skipped, its beginning kept', async () => {
    const { records, unparsable } = await readAll(
      await openFixture('long-record.csv', { maxRecordBytes: 2048, pageBytes: 64 }),
    )
    expect(names(records)).toEqual(['Wii Sports', 'Tetris'])
    expect(refusals(unparsable)).toEqual([['record_too_long', 3]])
    expect(unparsable[0]?.text).toBe('x'.repeat(1024))
  })

  test('a record of exactly maxRecordBytes is taken, quoted or not', async () => {
    for (const record of ['123456,89', '"1\n3456",9']) {
      expect((await readText(`a,b\n${record}\n`, { maxRecordBytes: record.length })).records).toHaveLength(1)
      const shorter = await readText(`a,b\n${record}\nx,y\n`, { maxRecordBytes: record.length - 1 })
      expect(shorter.records.at(-1)?.text).toBe('x,y')
      expect(shorter.unparsable[0]?.position.line).toBe(2)
    }
  })

  test('a delimiter at the last byte allowed makes a record too long, wherever a page ends', async () => {
    const text = 'a,b\n"1\n345678",","x\n'
    for (let pageBytes = 1; pageBytes < 30; pageBytes++) {
      const { unparsable } = await readText(text, { maxRecordBytes: 10, pageBytes })
      expect(refusals(unparsable)[0]).toEqual(['record_too_long', 2])
    }
  })

  test('a line of many MiB does not increase memory', async () => {
    const piece = Buffer.alloc(1 << 20, 'x')
    const kept: number[] = []
    const input = {
      ...inputOf('a,b\n1,2\n'),
      slice: async function* (from: number) {
        yield Buffer.from('a,b\n1,2\n').subarray(from)
        for (let at = 0; at < 200; at++) {
          if (at % 20 === 0) kept.push(living())
          yield piece
        }
        yield Buffer.from('\n3,4\n')
      },
    }
    const { records, unparsable } = await readAll(await openCsv(input))
    expect(records.map(({ text }) => text)).toEqual(['1,2', '3,4'])
    expect(refusals(unparsable)).toEqual([['record_too_long', 3]])
    // What is still alive after collecting, every 20 MiB of one line: the line itself is not among it.
    expect((kept.at(-1) ?? 0) - (kept[0] ?? 0)).toBeLessThan(64 * 1024 * 1024)
  })

  test('a NUL byte refuses its record', async () => {
    const { records, unparsable } = await readAll(await openFixture('nul.csv'))
    expect(records).toHaveLength(5)
    expect(refusals(unparsable)).toEqual([['nul_byte', 6]])
  })
})

/** Bytes that are still alive after collecting. */
function living(): number {
  Bun.gc(true)
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}

describe('a file without a usable header', () => {
  test.each([
    ['only blank lines', '\n\n\r\n', 'has no header'],
    ['a broken quote in it', '"a,b\n1,2\n', 'unclosed_quote'],
    ['more columns than any table', `${'a,'.repeat(20_000)}\n`, '20001 columns'],
    ['a line without end', `${'a,'.repeat(1_000_000)}\n`, 'record_too_long'],
  ])('%s is one sentence', async (_, text, said) => {
    const failure = await openCsv(inputOf(text)).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Failure)
    expect(failure).toMatchObject({ code: 'wrong_header', message: expect.stringContaining(said) })
  })
})
