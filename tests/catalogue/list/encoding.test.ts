import { describe, expect, test } from 'bun:test'
import { certainEncoding, detectEncoding, encodingByRecord, isDamaged } from '#catalogue/list/encoding/encoding'
import { addPieces } from '#catalogue/list/encoding/legacy'

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

function encodingOf(file: Uint8Array) {
  const pieces = new Set<string>()
  addPieces(pieces, Buffer.from(file).toString('latin1'))
  return certainEncoding(file) ?? detectEncoding(pieces)
}

const textOf = (file: Uint8Array, record: Uint8Array, encoding = encodingOf(file)) => {
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
    expect(encodingOf(file).name).toBe(name)
  })
})

test('a byte order mark wins over a declared encoding, which wins over detection', () => {
  const file = bytes('E', [0xe5, 0xe1], 'O')
  const mac = certainEncoding(file, 'macintosh')
  expect([mac?.name, mac?.toText(mac.toUnits(file))]).toEqual(['macintosh', 'EÂ·O'])
  expect(certainEncoding(file, 'utf-8')?.name).toBe('utf-8')
  expect(certainEncoding(bytes([0xef, 0xbb, 0xbf], 'a'), 'macintosh')?.name).toBe('utf-8')
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

  test('of standard input that starts in ASCII, the encoding of each record is detected by itself', () => {
    const textOfRecord = (record: Uint8Array) => textOf(record, record, encodingByRecord())
    expect(textOfRecord(bytes('Pokémon'))).toBe('Pokémon')
    expect(textOfRecord(bytes('Pok', [0xe9], 'mon'))).toBe('Pokémon')
    expect(textOfRecord(bytes('Assassin', [0xc7, 0xd6], 's'))).toContain('\uFFFD')
    expect(textOfRecord(bytes([0x83, 0x5c, 0x83, 0x6a, 0x83, 0x62, 0x83, 0x4e]))).toContain('\uFFFD')
  })

  test('half a surrogate pair in UTF-16 keeps its place as U+FFFD', () => {
    const units = encodingOf(bytes([0xff, 0xfe])).toUnits(bytes([0x61, 0, 0, 0xd8, 0x62, 0]))
    expect(units).toBe('a\uFFFDb')
  })
})

/** Titles as people wrote them, and their bytes as other programs (Python 3) encode them. */
const TITLES = [
  [
    'shift_jis',
    '大神,PS2|ファイナルファンタジーVII|ゼルダの伝説 時のオカリナ',
    '91e5905f2c5053327c8374834083438369838b837483408393835e8357815b5649497c835b838b835f82cc936090e0208e9e82cc8349834a838a8369',
  ],
  [
    'shift_jis',
    'Tetris|ソニックアドベンチャー|エースコンバット|風来のシレン',
    '5465747269737c835c836a8362834e834183688378839383608383815b7c8347815b835883528393836f836283677c9597978882cc8356838c8393',
  ],
  ['shift_jis', '魔界村 モンスターハンター', '96828a4591ba20838283938358835e815b836e8393835e815b'],
  ['shift_jis', 'ドラゴンクエストV 天空の花嫁', '8368838983538393834e834783588367562093568bf382cc89d489c5'],
  [
    'euc-jp',
    'ファイナルファンタジーVII|ゼルダの伝説',
    'a5d5a5a1a5a4a5caa5eba5d5a5a1a5f3a5bfa5b8a1bc5649497ca5bca5eba5c0a4cec5c1c0e2',
  ],
  [
    'euc-jp',
    '風来のシレン|エースコンバット|大神',
    'c9f7cde8a4cea5b7a5eca5f37ca5a8a1bca5b9a5b3a5f3a5d0a5c3a5c87cc2e7bfc0',
  ],
  [
    'euc-jp',
    '逆転裁判 蘇る逆転 / ときめきメモリアル',
    'b5d5c5bebadbc8bd20c1c9a4ebb5d5c5be202f20a4c8a4ada4e1a4ada5e1a5e2a5eaa5a2a5eb',
  ],
  ['gbk', '仙剑奇侠传|轩辕剑', 'cfc9bda3c6e6cfc0b4ab7cd0f9d4afbda3'],
  ['gbk', '三国志英杰传|金庸群侠传|大富翁四', 'c8fdb9fad6bed3a2bddcb4ab7cbdf0d3b9c8bacfc0b4ab7cb4f3b8bbcecccbc4'],
  ['gbk', '剑侠情缘网络版叁|梦幻西游', 'bda3cfc0c7e9d4b5cdf8c2e7b0e6c8fe7cc3cebbc3cef7d3ce'],
  ['big5', '仙劍奇俠傳|軒轅劍|金庸群俠傳', 'a550bc43a95fab4cb6c77cb061c1d5bc437caaf7b165b873ab4cb6c7'],
  ['big5', '三國志群英傳|大富翁', 'a454b0eaa7d3b873ad5eb6c77ca46ab449afce'],
  ['big5', '天地劫 幽城幻劍錄|風色幻想', 'a4d1a661a75420abd5abb0a4dbbc43bffd7cadb7a6e2a4dbb751'],
  ['euc-kr', '리니지|바람의 나라', 'b8aeb4cfc1f67cb9d9b6f7c0c720b3aab6f3'],
  [
    'euc-kr',
    '스타크래프트|창세기전 외전 서풍의 광시곡',
    'bdbac5b8c5a9b7a1c7c1c6ae7cc3a2bcbcb1e2c0fc20bfdcc0fc20bcadc7b3c0c720b1a4bdc3b0ee',
  ],
  ['euc-kr', '메이플스토리|던전앤파이터', 'b8dec0ccc7c3bdbac5e4b8ae7cb4f8c0fcbed8c6c4c0ccc5cd'],
  ['koi8-r', 'Ведьмак 3|Герои меча и магии', 'f7c5c4d8cdc1cb20337ce7c5d2cfc920cdc5dec120c920cdc1c7c9c9'],
  ['koi8-r', 'Сталкер: Тень Чернобыля', 'f3d4c1cccbc5d23a20f4c5ced820fec5d2cecfc2d9ccd1'],
  [
    'koi8-r',
    'Космические рейнджеры|Дальнобойщики',
    'ebcfd3cdc9dec5d3cbc9c520d2c5cacec4d6c5d2d97ce4c1ccd8cecfc2cfcaddc9cbc9',
  ],
  ['windows-1251', 'Ведьмак 3|Герои меча и магии', 'c2e5e4fcece0ea20337cc3e5f0eee820ece5f7e020e820ece0e3e8e8'],
  ['windows-1251', 'Сталкер: Тень Чернобыля', 'd1f2e0ebeae5f03a20d2e5edfc20d7e5f0edeee1fbebff'],
  [
    'windows-1251',
    'Космические рейнджеры|Дальнобойщики',
    'caeef1ece8f7e5f1eae8e520f0e5e9ede4e6e5f0fb7cc4e0ebfcedeee1eee9f9e8eae8',
  ],
  ['windows-1251', 'Козацькі війни|Відьмак', 'caeee7e0f6fceab320e2b3e9ede87cc2b3e4fcece0ea'],
  [
    'windows-1250',
    'Wiedźmin: Dziki Gon|Książę i żebrak|Łowca',
    '576965649f6d696e3a20447a696b6920476f6e7c4b7369b9bfea206920bf656272616b7ca36f776361',
  ],
  [
    'windows-1250',
    'Příběh|Kouzelná školka|Král džungle',
    '50f8ed62ec687c4b6f757a656c6ee1209a6b6f6c6b617c4b72e16c20649e756e676c65',
  ],
  ['windows-1250', 'Őrült űrhajó|Gyűrűk ura', 'd572fc6c7420fb7268616af37c4779fb72fb6b20757261'],
  [
    'windows-1250',
    'Zaklínač|Čtyřlístek ve službách krále',
    '5a616b6ced6e61e87cc87479f86ced7374656b20766520736c759e62e16368206b72e16c65',
  ],
  [
    'windows-1252',
    'Pokémon Colosseum|Astérix & Obélix',
    '506f6be96d6f6e20436f6c6f737365756d7c417374e97269782026204f62e96c6978',
  ],
  ['windows-1252', 'Señor|Über|Ärger im Büro', '5365f16f727cdc6265727cc47267657220696d2042fc726f'],
  ['windows-1252', 'À la recherche du Père Noël', 'c0206c61207265636865726368652064752050e87265204e6feb6c'],
  ['windows-1252', 'O Último Herói|Ação', '4f20da6c74696d6f20486572f3697c41e7e36f'],
  ['windows-1252', 'La città perduta|Perché', '4c612063697474e020706572647574617c5065726368e9'],
  ['windows-1252', 'Søren på eventyr|Blåbærgrød', '53f872656e2070e5206576656e7479727c426ce562e6726772f864'],
  ['windows-1252', 'Übermut™ „Köln“ – 1½', 'dc6265726d75749920844bf66c6e9320962031bd'],
  [
    'cp850',
    'Pokémon Stadium (France)|Astérix & Obélix',
    '506f6b826d6f6e205374616469756d20284672616e6365297c417374827269782026204f62826c6978',
  ],
  ['cp850', 'Señor|Über|Ärger im Büro', '5365a46f727c9a6265727c8e7267657220696d204281726f'],
  [
    'cp850',
    "L'Odyssée d'Abe|Les Chevaliers de Baphomet : La Légende",
    '4c274f6479737382652064274162657c4c65732043686576616c6965727320646520426170686f6d6574203a204c61204c8267656e6465',
  ],
  ['ibm866', 'Ведьмак 3|Герои меча и магии', '82a5a4ecaca0aa20337c83a5e0aea820aca5e7a020a820aca0a3a8a8'],
  ['ibm866', 'Сталкер: Тень Чернобыля', '91e2a0abaaa5e03a2092a5adec2097a5e0adaea1ebabef'],
  [
    'ibm866',
    'Космические рейнджеры|Дальнобойщики',
    '8aaee1aca8e7a5e1aaa8a520e0a5a9ada4a6a5e0eb7c84a0abecadaea1aea9e9a8aaa8',
  ],
  [
    'windows-1254',
    'Kurtuluş Savaşı|Çılgın Şoför|Doğru yol',
    '4b757274756c75fe2053617661fefd7cc7fd6c67fd6e20de6f66f6727c446ff0727520796f6c',
  ],
] as const

describe('titles from before Unicode', () => {
  test.each(TITLES)('%s: %s', (name, text, hex) => {
    const file = Buffer.from(hex, 'hex')
    expect([encodingOf(file).name as string, textOf(file, file)]).toEqual([name, text])
  })
})

/** Returns the bytes of one word of a text: pieces between ASCII signs stand in the same order in both. */
function wordIn(file: Buffer, text: string, word: string): Buffer {
  const at = text.split(/[ |,:/]+/).indexOf(word)
  const units = file.toString('latin1').split(/[ ,:/]+|\|(?=[^@-~]|[A-Z])/)
  return Buffer.from(units[at] ?? '', 'latin1')
}

test('a text in one encoding that is too short to be certain is never read in another one', () => {
  // One word of Polish or Hungarian may be one of French, byte for byte.
  const titles = TITLES.filter(([name]) => !['windows-1250', 'windows-1254'].includes(name))
  for (const [name, text, hex] of titles) {
    const file = Buffer.from(hex, 'hex')
    // A letter of code page 866 that stands alone may be a sign of Windows-1252.
    const words = text.split(/[ |,:/]+/).filter((word) => name !== 'ibm866' || word.length > 1)
    for (const word of words) {
      const bytesOfWord = wordIn(file, text, word)
      const read = textOf(bytesOfWord, bytesOfWord)
      if (read !== word) expect([word, read]).toEqual([word, expect.stringContaining('\uFFFD')])
    }
  }
})

const FILES = ['shift_jis', 'windows-1252', 'windows-1251', 'gbk', 'euc-kr']
const bytesIn = (name: string) =>
  TITLES.filter((title) => title[0] === name).flatMap(([, , hex]) => [Buffer.from(hex, 'hex'), Buffer.from('\n')])

// GBK has a common character for every syllable of EUC-KR, and a word of Polish may be one of French.
const FOREIGN = FILES.flatMap((name) =>
  TITLES.filter(
    ([other]) =>
      other !== name && !(name === 'gbk' && other === 'euc-kr') && !(name === 'windows-1252' && /125[04]$/.test(other)),
  ).map(([other, text, hex]) => [name, other, text, hex] as const),
)

test.each(FOREIGN)('in a file of %s a record in %s is never read wrongly: %s', (name, _, text, hex) => {
  const read = encodingOf(Buffer.concat(bytesIn(name))).toText(Buffer.from(hex, 'hex').toString('latin1'))
  if (read !== text) expect(read).toContain('\uFFFD')
})

test.each(FILES)('in a file of %s a record in UTF-8 is read', (name) => {
  const units = Buffer.from('Pokémon, 大神').toString('latin1')
  expect(encodingOf(Buffer.concat(bytesIn(name))).toText(units)).toBe('Pokémon, 大神')
})

test.each([
  ['windows-1252', 'shift_jis'],
  ['shift_jis', 'windows-1251'],
  ['windows-1252', 'koi8-r'],
])('a file in %s and %s is refused', (one, other) => {
  const file = Buffer.concat([...bytesIn(one), ...bytesIn(other)])
  expect(() => encodingOf(file)).toThrow(expect.objectContaining({ code: 'source_unreadable' }))
})

test('letters with signs between them are read as their file is', () => {
  const western = Buffer.concat(bytesIn('windows-1252'))
  for (const title of ['P\xb7O\xb7L\xb7L\xb7E\xb7N', 'A\xb0B\xb0C', 'H\xb7E\xb7A'])
    expect(textOf(western, Buffer.from(title, 'latin1'))).toBe(title)
})
