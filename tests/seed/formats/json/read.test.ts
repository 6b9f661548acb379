import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { openNdjson } from '#seed/formats/json/ndjson'
import { inputOf } from '#tests/catalogue/list/csv/reading'
import { codesOf, openText, readAll, readJson, valuesOf } from './reading'

const a = { id: 1, title: 'Tetris [}"\\' }
const b = { id: 2, title: 'Élite', tags: [{ x: [1, 2] }, {}] }

describe('the three shapes of a list', () => {
  test('an array gives its objects with ordinal, byte and text', async () => {
    const text = ` [${JSON.stringify(a)},\n ${JSON.stringify(b)}]\n`
    const all = await readJson(text)
    expect(valuesOf(all)).toEqual([a, b])
    expect(all.records.map(({ position }) => position)).toEqual([
      { row: 0, byte: 2 },
      { row: 1, byte: 2 + JSON.stringify(a).length + 3 },
    ])
    expect(all.records[1]?.text).toBe(JSON.stringify(b))
    expect(all.unparsable).toEqual([])
  })

  test('an object of objects gives each with its name as @key', async () => {
    const all = await readJson('{"620": {"title":"Portal 2"}, "4\\u00340" : {"title":"Team Fortress 2"}}')
    expect(valuesOf(all)).toEqual([
      { title: 'Portal 2', '@key': '620' },
      { title: 'Team Fortress 2', '@key': '440' },
    ])
    expect(all.records[0]?.text).toBe('"620": {"title":"Portal 2"}')
  })

  test('a list inside objects is found by its path, with other members before and after it', async () => {
    const text = `{"next":"a\\"]}","meta":{"data":[{"no":1}]},"data":{"count":2,"results":[${JSON.stringify(a)}],"more":[{}]},"end":{}}`
    expect(valuesOf(await readJson(text, { records: ['data', 'results'] }))).toEqual([a])
  })

  test('a wrong path and a file without a list are refused at once', async () => {
    const faults = [
      ['{"data":[]}', ['results']],
      ['{"results":3}', ['results']],
      ['[{"results":[]}]', ['results']],
      ['{"results"', ['results']],
      ['"text"', []],
      ['   ', []],
    ] as const
    for (const [text, records] of faults)
      await expect(readJson(text, { records })).rejects.toMatchObject({ code: 'wrong_header' })
  })

  test('a byte order mark is skipped, and UTF-16 refused', async () => {
    expect(valuesOf(await readJson('\uFEFF[{"a":1}]'))).toEqual([{ a: 1 }])
    await expect(readJson(Buffer.from('\uFEFF[]', 'utf16le'))).rejects.toMatchObject({ code: 'source_unreadable' })
  })
})

describe('a record that cannot be read', () => {
  test.each([
    ['[{"a":1}, {"a":tru}, {"a":2}]', ['invalid_json']],
    ['[{"a":1}, 3, null, "x", [1], {"a":2}]', ['not_an_object', 'not_an_object', 'not_an_object', 'not_an_object']],
    ['[{"a":1}, {"a":"\0"}, {"a":2}]', ['nul_byte']],
    ['[{"a":1}, {"a":"\\ud83d"}, {"a":2}]', ['lone_surrogate']],
    [`[{"a":1}, {"b":"${'x'.repeat(200)}"}, {"a":2}]`, ['record_too_long']],
  ])('is refused with its code, and the others are read: %#', async (text, codes) => {
    const all = await readJson(text, { maxRecordBytes: 100 })
    expect(codesOf(all)).toEqual(codes)
    expect(valuesOf(all)).toEqual([{ a: 1 }, { a: 2 }])
  })

  test.each([
    ['an unclosed quote', '{"a": "x}'],
    ['a missing bracket', '{"a": {"b": 1}'],
    ['a bracket of the wrong kind', '{"a": [1}'],
  ])('loses no other record if each record begins a line: %s', async (_, broken) => {
    for (const indent of ['', '  ', '\t']) {
      const lines = ['{"a": 1}', broken, '{"a": 2}', '{"a": 3}']
      const all = await readJson(`[\n${lines.map((line) => indent + line).join(',\n')}\n]`)
      expect(valuesOf(all)).toEqual([{ a: 1 }, { a: 2 }, { a: 3 }])
      expect(all.unparsable.length).toBe(1)
      expect(codesOf(all)).toEqual(['invalid_json'])
    }
  })

  test('loses no other record in an indented list', async () => {
    const text = JSON.stringify([a, { c: [{ d: 'here' }] }, b], null, 2).replace('"here"', '"here')
    const all = await readJson(text)
    expect(valuesOf(all)).toEqual([a, b])
    expect(codesOf(all)).toEqual(['invalid_json'])
  })

  test('does not cost more than its length many times over', async () => {
    const all = await readJson(`[\n${'{"a": 1\n'.repeat(50_000)}]`)
    expect(all.records.length + all.unparsable.length).toBe(50_000)
  })
})

describe('a file cut off', () => {
  test('yields the records before, and the rest as truncated', async () => {
    const all = await readJson('[{"a":1},{"a":2},{"a"')
    expect(valuesOf(all)).toEqual([{ a: 1 }, { a: 2 }])
    expect(all.unparsable).toMatchObject([
      { reject: { code: 'truncated' }, text: '{"a"', position: { row: 2, byte: 17 } },
    ])
  })

  test('between two records is truncated too', async () => {
    expect(codesOf(await readJson('[{"a":1},'))).toEqual(['truncated'])
  })

  test('and one with text after its list suggests another format', async () => {
    const all = await readJson('{"1":{"a":1}}\n{"2":{"a":2}}')
    expect(codesOf(all)).toEqual(['text_after_end'])
    expect(all.unparsable[0]?.reject.message).toContain('ndjson')
  })
})

test('a whole number too large to be exact keeps its digits', async () => {
  expect(valuesOf(await readJson('[{"id":9007199254740993,"n":0.1234567890123456789}]'))).toEqual([
    { id: '9007199254740993', n: 0.12345678901234568 },
  ])
})

describe('laws', () => {
  const objects = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }), { maxLength: 8 })
  const sizes = fc.record({ pageBytes: fc.integer({ min: 1, max: 60 }), pieceBytes: fc.integer({ min: 1, max: 60 }) })
  const pretty = (value: unknown) => JSON.stringify(value, null, 2)
  const sane = (value: unknown) =>
    !JSON.stringify(value).match(/\\u(?:0000|d[89a-f])/) && !JSON.stringify(value).match(/\d{16}/)

  test('what JSON.stringify writes is read as JSON.parse reads it, however it is cut', async () => {
    await fc.assert(
      fc.asyncProperty(objects, sizes, fc.boolean(), async (list, way, indented) => {
        fc.pre(sane(list))
        const text = indented ? pretty(list) : JSON.stringify(list)
        expect(valuesOf(await readJson(text, way))).toEqual(JSON.parse(text))
      }),
      { numRuns: 150 },
    )
  })

  test('any text gives the same records and refusals however it is cut, and from every checkpoint', async () => {
    const marks = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ',',
      ':',
      '\n',
      ' ',
      'a',
      '1',
      '{"a":1}',
      ',\n{"b":2}',
      'é',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(marks, { maxLength: 40 }), sizes, async (parts, way) => {
        const text = `[${parts.join('')}`
        const whole = await readJson(text)
        const file = await openText(text, way)
        const cut = await readAll(file)
        expect([cut.records, cut.unparsable]).toEqual([whole.records, whole.unparsable])
        for (const checkpoint of cut.checkpoints) {
          const rest = await readAll(file, checkpoint)
          const before = cut.records.length - rest.records.length
          expect(rest.records).toEqual(cut.records.slice(before))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('a file of lines is the same list', async () => {
    await fc.assert(
      fc.asyncProperty(objects, sizes, async (list, { pageBytes, pieceBytes }) => {
        fc.pre(sane(list))
        const text = list.map((object) => `${JSON.stringify(object)}\r\n`).join('\n')
        const all = await readAll(await openNdjson(inputOf(text, pieceBytes), { pageBytes }))
        expect(valuesOf(all)).toEqual(JSON.parse(JSON.stringify(list)))
      }),
      { numRuns: 100 },
    )
  })
})
