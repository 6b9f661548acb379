import { describe, expect, test } from 'bun:test'
import { toPrintable, toPrintableMessage } from '#lib/printable'

describe('a line for a terminal', () => {
  test.each([
    ['\u001b]0;owned\u0007', '\\u001b]0;owned\\u0007'],
    ['\u001b[2J', '\\u001b[2J'],
    ['\u009b2J\u0085', '\\u009b2J\\u0085'],
    ['a\rb\nc\td', 'a\\u000db\\u000ac\\u0009d'],
    ['\u007f\0', '\\u007f\\u0000'],
    ['\u202egpj.exe\u2066\u2069\u200f', '\\u202egpj.exe\\u2066\\u2069\\u200f'],
    ['a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['zero\u200bwidth\ufeff\u00ad', 'zero\\u200bwidth\\ufeff\\u00ad'],
    ['half \ud83c', 'half \\ud83c'],
    ['tag \u{e0041}', 'tag \\udb40\\udc41'],
  ])('has no character that a terminal obeys or does not show: %j', (line, shown) => {
    expect(toPrintable(line)).toBe(shown)
  })

  test.each(['Pokémon', '大神', 'ファイナル', '👩‍👧 🎮', 'نمی\u200cخواهم', '  indented', 'C:\\games'])(
    'keeps %s',
    (line) => {
      expect(toPrintable(line)).toBe(line)
    },
  )

  test('that is JSON stays the same JSON', () => {
    const event = { title: '\u001b[2J\u009b\u202e\u2028\u{e0041} Pokémon \\u001b "quoted"' }
    expect(JSON.parse(toPrintable(JSON.stringify(event)))).toEqual(event)
  })
})

test('a message keeps its lines, and a line break in a name begins no other message', () => {
  expect(toPrintableMessage('"f" is not valid:\n  line 1, a\u001b: is unknown')).toBe(
    '"f" is not valid:\n  line 1, a\\u001b: is unknown',
  )
  expect(toPrintableMessage('"a\nrun 1: done" is missing')).toBe('"a\n  run 1: done" is missing')
})
