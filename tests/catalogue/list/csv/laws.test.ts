import { describe, expect, test } from 'bun:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { openCsv } from '#catalogue/list/csv/read'
import { cellsOf, type Everything, inputOf, readAll } from './reading'

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'ab ,;|\t"\r\n1é日€🎮\u00a0'), maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 6 }).filter((text) => !/[\0\uFFFD]/.test(text) && text.isWellFormed()),
)

/** A table and one of the ways to write it. */
const table = fc
  .record({
    width: fc.integer({ min: 2, max: 6 }),
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    encoding: fc.constantFrom('utf8', 'utf8 marked', 'utf16le', 'utf16be'),
    quoteAll: fc.boolean(),
    endsOpen: fc.boolean(),
    pageBytes: fc.integer({ min: 1, max: 200 }),
  })
  .chain((style) =>
    fc
      .array(fc.array(cell, { minLength: style.width, maxLength: style.width }), { maxLength: 12 })
      .map((rows) => ({ ...style, rows })),
  )

type Table = typeof table extends fc.Arbitrary<infer T> ? T : never

const headerOf = ({ width }: Table) => Array.from({ length: width }, (_, at) => `name ${at}`)

function print(style: Table): string {
  const quote = (text: string) =>
    style.quoteAll || /[",;|\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  const lines = [headerOf(style), ...style.rows].map((row) => row.map(quote).join(style.delimiter))
  return lines.join(style.lineEnd) + (style.endsOpen ? '' : style.lineEnd)
}

function encode(text: string, encoding: string): Buffer {
  if (encoding === 'utf16le') return Buffer.from(`\uFEFF${text}`, 'utf16le')
  if (encoding === 'utf16be') return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()
  return Buffer.from(encoding === 'utf8 marked' ? `\uFEFF${text}` : text)
}

/** Bytes as broken programs leave them, marked as UTF-8: quotes, delimiters, line ends, NUL, letters of several lengths, broken ones. */
const dirt = fc
  .array(
    fc.constantFrom(
      '"',
      '"',
      ',',
      ',',
      '\n',
      '\n',
      '\r',
      '\r\n',
      'a',
      'bc',
      '""',
      '","',
      '\0',
      'é',
      '日',
      '\xff',
      'dddddddddddd',
    ),
    { maxLength: 80 },
  )
  .map((parts) =>
    Buffer.concat([
      Buffer.from('\uFEFFx,y,z\né,,\n'),
      ...parts.map((part) => (part === '\xff' ? Buffer.from([0xff]) : Buffer.from(part))),
    ]),
  )

const small = { maxRecordBytes: 40 }
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const ofFile = ({ records, unparsable }: Everything) => ({ records, unparsable })
const read = async (bytes: Uint8Array, pageBytes: number, pieceBytes = 1 << 20) =>
  readAll(await openCsv(inputOf(bytes, pieceBytes), { ...small, pageBytes }))

describe('well-formed tables', () => {
  test('what is printed is read again, in every dialect and every size of page', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (style) => {
        const csv = await openCsv(inputOf(encode(print(style), style.encoding)), { pageBytes: style.pageBytes })
        const { records, unparsable } = await readAll(csv)
        expect(csv.dialect.delimiter).toBe(style.delimiter)
        expect(unparsable).toEqual([])
        expect(cellsOf(records, csv.columns)).toEqual(style.rows)
      }),
      { numRuns: 400 },
    )
  })

  test('csv-parse reads the same cells', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (style) => {
        const bytes = encode(print(style), 'utf8')
        const { records } = await readAll(await openCsv(inputOf(bytes)))
        const theirs: string[][] = parse(bytes, {
          delimiter: style.delimiter,
          record_delimiter: style.lineEnd,
          skip_empty_lines: true,
        })
        expect(cellsOf(records, headerOf(style))).toEqual(theirs.slice(1))
      }),
      { numRuns: 400 },
    )
  })

  test('a file of any encoding goes on after its first page', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (style) => {
        const csv = await openCsv(inputOf(encode(print(style), style.encoding)), { pageBytes: style.pageBytes })
        const { records, checkpoints } = await readAll(csv)
        const rest = checkpoints[0] ? (await readAll(csv, checkpoints[0])).records : []
        expect(rest).toEqual(rest.length > 0 ? records.slice(-rest.length) : [])
        expect(Number(checkpoints[0]?.byte ?? 0)).toBeLessThanOrEqual(
          rest[0]?.position.byte ?? Number.POSITIVE_INFINITY,
        )
      }),
    )
  })
})

describe('any bytes at all', () => {
  test('how the file is cut into pages and pieces changes neither records nor positions', async () => {
    await fc.assert(
      fc.asyncProperty(
        dirt,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 30 }),
        async (bytes, page, piece) => {
          expect(ofFile(await read(bytes, page, piece))).toEqual(ofFile(await read(bytes, 1 << 20)))
        },
      ),
      { numRuns: 5000 },
    )
  })

  test('after any checkpoint comes exactly the rest', async () => {
    await fc.assert(
      fc.asyncProperty(dirt, fc.integer({ min: 1, max: 60 }), async (bytes, pageBytes) => {
        const csv = await openCsv(inputOf(bytes), { ...small, pageBytes })
        const whole = await readAll(csv)
        for (const checkpoint of whole.checkpoints) {
          const isRest = ({ position }: { position: { byte?: number } }) =>
            (position.byte ?? 0) >= Number(checkpoint.byte)
          const rest = await readAll(csv, checkpoint)
          expect(rest.records).toEqual(whole.records.filter(isRest))
          expect(rest.unparsable).toEqual(whole.unparsable.filter(isRest))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('the file holds the text of each record at its byte, on its line, and only line ends between them', async () => {
    await fc.assert(
      fc.asyncProperty(dirt, async (bytes) => {
        const { records, unparsable } = await readAll(await openCsv(inputOf(bytes), { pageBytes: 16 }))
        const found = [...records, ...unparsable].sort((a, b) => (a.position.byte ?? 0) - (b.position.byte ?? 0))
        let behind = Buffer.byteLength('\uFEFFx,y,z\n')
        for (const { text, position } of found) {
          const byte = position.byte ?? -1
          expect(bytes.subarray(behind, byte).toString('latin1')).toMatch(/^[\r\n]*$/)
          expect(decoder.decode(bytes.subarray(byte)).startsWith(text)).toBe(true)
          expect(
            bytes
              .subarray(0, byte)
              .toString('latin1')
              .split(/\r\n|\r|\n/).length,
          ).toBe(position.line ?? 0)
          behind = endOf(bytes, byte, text)
        }
        expect(bytes.subarray(behind).toString('latin1')).toMatch(/^[\r\n]*$/)
      }),
      { numRuns: 500 },
    )
  })
})

// A broken byte is one byte in the file and three in the text that stands for it.
const endOf = (bytes: Buffer, start: number, text: string): number => {
  const broken = text.split('\uFFFD').length - 1
  const end = start + Buffer.byteLength(text) - 2 * broken
  return Math.min(end, bytes.length)
}
