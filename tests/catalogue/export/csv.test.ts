import { describe, expect, test } from 'bun:test'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { csvCell } from '#catalogue/export/csv'

describe('a cell of CSV', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', `"'\rx"`],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['1=1', '1=1'],
    ["Tony Hawk's Pro Skater", "Tony Hawk's Pro Skater"],
    ['Half-Life, the "first"', '"Half-Life, the ""first"""'],
    ['two\nlines', '"two\nlines"'],
    ['', ''],
  ])('is harmless and quoted where needed: %j', (text, cell) => expect(csvCell(text)).toBe(cell))

  test('is read back as the text, but for the mark before a formula', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (text) => {
        const [[read] = []] = parse(`${csvCell(text)},x\r\n`, { record_delimiter: '\r\n' }) as string[][]
        expect(read).toBe(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)
      }),
    )
  })
})
