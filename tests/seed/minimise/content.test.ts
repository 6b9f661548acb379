import { describe, expect, test } from 'bun:test'
import { object, string } from 'valibot'
import { createMinimiser, minimisedResponse } from '#seed/minimise/content'
import { withoutTraces } from '#seed/minimise/traces'

const READS_TITLE = { row: object({ title: string() }) }
const READS_AUTHOR = { ...READS_TITLE, fields: ['title', 'author'] }
const HEAD = { columns: ['title', 'E-mail', 'note', 'Reviewer name'], delimiter: ';' }

const json = (text: string, source: typeof READS_TITLE = READS_TITLE) =>
  createMinimiser(source)({ records: [{ value: JSON.parse(text), text, position: {} }], unparsable: [] }).records[0]

function csv(text: string, cells: string[], head = HEAD) {
  const value = Object.fromEntries(head.columns.map((name, at) => [name, cells[at] ?? '']))
  return createMinimiser(READS_TITLE)({ records: [{ value, text, position: {} }], unparsable: [] }, [head]).records[0]
}

describe('a record of JSON', () => {
  test('loses the values of personal members, at any depth and of any type, and nothing else', () => {
    const text =
      '{ "title":"Doom" ,"author":{"steamid":"7","n":[1,{"email":"x"}]},"list":[{"E-Mail" : "a\\"b", "rank": 1e2}],"user_id":12,"ip":null}'
    expect(json(text)).toEqual({
      text: '{ "title":"Doom" ,"author":{},"list":[{"E-Mail" : "", "rank": 1e2}],"user_id":0,"ip":null}',
      value: { title: 'Doom', author: {}, list: [{ 'E-Mail': '', rank: 100 }], user_id: 0, ip: null },
      position: {},
    })
  })

  test('keeps a member that its source reads', () => {
    const text = '{"title":"Doom","author":"id Software","email":"x"}'
    expect(json(text, READS_AUTHOR)?.text).toBe('{"title":"Doom","author":"id Software","email":""}')
  })

  test('finds a member whose name is written with escapes, and one in a member without braces', () => {
    expect(json('{"title":"a","\\u0065mail":"x"}')?.text).toBe('{"title":"a","\\u0065mail":""}')
    const raw = { value: { email: 'x' }, text: '"7":{"email":"x"}', position: {} }
    const { records } = createMinimiser(READS_TITLE)({ records: [raw], unparsable: [] })
    expect(records[0]).toEqual({ value: { email: '' }, text: '"7":{"email":""}', position: {} })
  })

  test('is the same object if it has nothing personal', () => {
    const raw = { value: { title: 'Doom', year: 1993 }, text: '{"title":"Doom","year":1993}', position: {} }
    expect(createMinimiser(READS_TITLE)({ records: [raw], unparsable: [] }).records[0]).toBe(raw)
  })
})

describe('a row of CSV', () => {
  test('loses the cells of personal columns, and every other character stays', () => {
    expect(csv('"Doom; II";a@b.org;"a ""note""";"Ann\nLee"', ['Doom; II', 'a@b.org', 'a "note"', 'Ann\nLee'])).toEqual({
      text: '"Doom; II";;"a ""note""";',
      value: { title: 'Doom; II', 'E-mail': '', note: 'a "note"', 'Reviewer name': '' },
      position: {},
    })
  })

  test('that was repaired loses the texts of its personal cells', () => {
    expect(csv('Doom;Ann Lee', ['Doom', '', '', 'Ann Lee'])).toMatchObject({
      text: 'Doom;',
      value: { title: 'Doom', 'Reviewer name': '' },
    })
  })
})

describe('any text', () => {
  test.each([
    ['write to ann.lee+x@mail.example.org now', 'write to  now'],
    ['"ann\\u0040example.org"', '""'],
    [
      'by https://steamcommunity.com/profiles/76561198000000001/ (76561198000000001)',
      'by https://steamcommunity.com/ (0)',
    ],
    ['STEAM_0:1:12345 or [U:1:24691]', '0 or 0'],
    ['Dr. M@rio, 4@5 and 17656119800000000199', 'Dr. M@rio, 4@5 and 17656119800000000199'],
  ])('%s', (text, expected) => {
    expect(withoutTraces(text)).toBe(expected)
  })

  test('also one that could not be parsed', () => {
    const reject = { code: 'ragged_row' as const, message: 'x' }
    const { unparsable } = createMinimiser(READS_TITLE)({
      records: [],
      unparsable: [{ reject, text: 'a;b@example.org', position: {} }],
    })
    expect(unparsable[0]?.text).toBe('a;')
  })

  test('of a response that is no JSON, or nested deeply, loses the traces', () => {
    expect(minimisedResponse('{"email":"b@example.org"')).toBe('{"email":""')
    const deep = `${'[{"a":'.repeat(3000)}"b@example.org"${'}]'.repeat(3000)}`
    expect(minimisedResponse(deep)).toBe(deep.replace('b@example.org', ''))
  })
})

test('a record that is nested by more than 1,000 levels loses the traces in its text', () => {
  const text = `{"email":"x","deep":${'{"a":'.repeat(100_000)}"b@example.org"${'}'.repeat(100_000)}}`
  expect(json(text)?.text).toBe(text.replace('b@example.org', ''))
})
