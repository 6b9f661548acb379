import { describe, expect, test } from 'bun:test'
import { listBody, MOST_LIST_BYTES, readListFile } from '#src/explorer/pages/account/list-text'
import { LIMITS } from '#src/http/limits'

const sent = (list: string) => {
  const [type, body] = listBody(list)
  return type === 'text/csv' ? body : (JSON.parse(body) as { title?: string }[]).map(({ title }) => title)
}

describe('a list that is pasted', () => {
  test.each([
    ['Okami\nI, Robot\nWarhammer 40,000: Dawn of War', ['Okami', 'I, Robot', 'Warhammer 40,000: Dawn of War']],
    ['I, Robot\r\n\r\nOkami\rIco\n', ['I, Robot', 'Okami', 'Ico']],
    ['[REC]\n{Okami', ['[REC]', '{Okami']],
    ['I, Robot', ['I, Robot']],
    ['"Okami"\nTitle Bout', ['"Okami"', 'Title Bout']],
  ])('is titles, one on each line: %j', (list, titles) => {
    expect(sent(list)).toEqual(titles)
  })

  test.each([
    'title, platform\nOkami, PS2\nIco, PS2',
    'Title\nOkami',
    'Jeu;Console\nOkami;PS2',
    'Game\tHours\nOkami\t3',
    'game|hours\nOkami|3',
    'title,notes\nOkami,"of a wolf\nand a brush\nand ink"',
  ])('is a table: %j', (list) => {
    expect(sent(list)).toBe(`${list}\n`)
  })

  test('is JSON, whole or not', () => {
    for (const list of ['[{"title":"Okami"}]', '[ "Okami" ]', '[]', '{"games":[]}', '[{"title":"Oka'])
      expect(listBody(list)).toEqual(['application/json', list])
  })
})

describe('a list in a file', () => {
  const read = (...bytes: (string | Uint8Array<ArrayBuffer>)[]) => readListFile(new Blob(bytes))

  test('is read in the encoding that it has', async () => {
    expect(await read('Pokémon')).toBe('Pokémon')
    expect(await read('\ufeffPokémon')).toBe('Pokémon')
    expect(await read(new Uint8Array(Buffer.from('Pok\xe9mon \x80', 'latin1')))).toBe('Pokémon €')
    expect(await read(new Uint8Array(Buffer.from('\ufeffPokémon', 'utf16le')))).toBe('Pokémon')
  })

  test('is refused with its reason', async () => {
    expect(MOST_LIST_BYTES).toBe(LIMITS.bodyBytes)
    expect(await read('a'.repeat(MOST_LIST_BYTES))).toBeString()
    expect(await read('a'.repeat(MOST_LIST_BYTES + 1))).toEqual({ code: 'big_file', status: 0 })
    const gone = Object.assign(new Blob(['a']), {
      arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')),
    })
    expect(await readListFile(gone)).toEqual({ code: 'unreadable_file', status: 0 })
  })
})
