import { describe, expect, test } from 'bun:test'
import { detectEncoding, isDamaged } from '#seed/formats/encoding'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

const textOf = (file: Uint8Array, record: Uint8Array) => {
  const encoding = detectEncoding(file)
  return encoding.toText(encoding.toUnits(record))
}

describe('detectEncoding', () => {
  test.each([
    ['a byte order mark of UTF-8', bytes([0xef, 0xbb, 0xbf], 'a'), 'utf-8'],
    ['a byte order mark of UTF-16LE', bytes([0xff, 0xfe], [0x61, 0]), 'utf-16le'],
    ['a byte order mark of UTF-16BE', bytes([0xfe, 0xff], [0, 0x61]), 'utf-16be'],
    ['ASCII alone', bytes('Tetris'), 'utf-8'],
    ['sound UTF-8', bytes('Pokémon, 東方'), 'utf-8'],
    ['accents that stand alone', bytes('Montr', [0xe9], 'al; Ry', [0xeb], ' Ga Gotoku'), 'windows-1252'],
    ['sound UTF-8 with a few broken bytes', bytes('Pokémon Pokémon 1080', [0xe5, 0xa1], ' T', [0xbb], 'APT'), 'utf-8'],
    [
      'runs of destroyed bytes',
      bytes('Assassin?', [0xc7, 0xd6], 's Creed; T?', [0xbb], 'APT; Director', [0xc7, 0xd6]),
      'utf-8',
    ],
  ] as const)('%s', (_, file, name) => {
    expect(detectEncoding(file).name).toBe(name)
  })
})

test('a byte order mark wins over a declared encoding, which wins over detection', () => {
  const file = bytes('E', [0xe5, 0xe1], 'O')
  const mac = detectEncoding(file, 'macintosh')
  expect([mac.name, mac.toText(mac.toUnits(file))]).toEqual(['macintosh', 'EÂ·O'])
  expect(detectEncoding(file, 'utf-8').name).toBe('utf-8')
  expect(detectEncoding(bytes([0xef, 0xbb, 0xbf], 'a'), 'macintosh').name).toBe('utf-8')
})

describe('decoding a record', () => {
  test('all of Windows-1252 is decoded, currency signs and quotes included', () => {
    const file = bytes('Montr', [0xe9], 'al')
    expect(textOf(file, bytes([0x80, 0x93, 0x94, 0x99, 0xe9]))).toBe('€“”™é')
  })

  test('a file of proven UTF-8 shows a broken byte as U+FFFD', () => {
    const text = textOf(bytes('Pokémon'), bytes('T', [0xbb], 'APT'))
    expect(text).toBe('T\uFFFDAPT')
    expect(isDamaged(text)).toBe(true)
  })

  test('after a start in ASCII, the encoding of each record is detected by itself', () => {
    const ascii = bytes('Tetris\n'.repeat(10))
    expect(textOf(ascii, bytes('Pokémon'))).toBe('Pokémon')
    expect(textOf(ascii, bytes('Pok', [0xe9], 'mon'))).toBe('Pokémon')
    expect(textOf(ascii, bytes('Assassin', [0xc7, 0xd6], 's'))).toContain('\uFFFD')
  })

  test('half a surrogate pair in UTF-16 keeps its place as U+FFFD', () => {
    const units = detectEncoding(bytes([0xff, 0xfe])).toUnits(bytes([0x61, 0, 0, 0xd8, 0x62, 0]))
    expect(units).toBe('a\uFFFDb')
  })
})
