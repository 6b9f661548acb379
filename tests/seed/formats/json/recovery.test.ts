import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { codesOf, openText, readAll, readJson, valuesOf } from './reading'

describe('a broken record in the middle of a list on one line', () => {
  test.each([
    ['an unclosed quote', '{"a":"x}'],
    ['an unclosed quote in a name', '{"a:1}'],
    ['a line end in a text', '{"a":"x\n"}'],
    ['a missing bracket', '{"a":{"b":1}'],
    ['a bracket too many', '{"a":1}}'],
    ['a bracket of the wrong kind', '{"a":[1}'],
    ['a bracket missing behind a list of its own', '{"a":[{"b":1},{"b":2}]'],
    ['a bracket missing within a list of its own', '{"a":[{"b":1,{"b":2}],"c":3}'],
    ['a list of its own that is not closed', '{"a":[{"b":1},{"b":2},"c":3}'],
  ])('loses no other record, and nothing inside it becomes a record: %s', async (_, broken) => {
    for (const [before, after] of [
      ['[', ']'],
      ['{"next":"x","data":{"results":[', '],"more":{"page":[1]}}} '],
    ] as const) {
      const text = `${before}{"a":1},${broken}, {"a":2},{"a":3}${after}`
      const all = await readJson(text, { records: before === '[' ? [] : ['data', 'results'] })
      expect(valuesOf(all).filter((value) => JSON.stringify(value) !== '{"a":1}')).toEqual([{ a: 2 }, { a: 3 }])
      expect(valuesOf(all).length + all.unparsable.length).toBe(broken === '{"a":1}}' ? 5 : 4)
      expect(all.unparsable.every(({ text }) => broken.includes(text.replace(/,$/, '')))).toBe(true)
    }
  })

  test('loses no other record in an object of records by id', async () => {
    const all = await readJson('{"1":{"a":1},"2":{"a":"x,"b":{"c":2}},"3":{"a":3},"4":{"a":4}}')
    expect(valuesOf(all)).toEqual([
      { a: 1, '@key': '1' },
      { a: 3, '@key': '3' },
      { a: 4, '@key': '4' },
    ])
    expect(codesOf(all)).toEqual(['invalid_json'])
  })

  test('does not make a record of the comma between two texts', async () => {
    const all = await readJson('[{"a":1,"b":2},{"a":",{,"b":[1]},{"a":3,"b":4}]')
    expect(valuesOf(all)).toEqual([
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ])
  })

  test('is refused together with the records before a second broken one', async () => {
    const all = await readJson('[{"a":1},{"a":[2},{"a":3},{"a":[4},{"a":5}]')
    expect(valuesOf(all)).toEqual([{ a: 1 }, { a: 5 }])
    expect(all.unparsable.map(({ text }) => text)).toEqual(['{"a":[2},{"a":3},{"a":[4},'])
  })

  test('is isolated in a long list, in any windows and from every checkpoint', async () => {
    const records = Array.from({ length: 300 }, (_, id) => JSON.stringify({ id, tags: [{ id }, { id }] }))
    records[20] = '{"id":"20,"tags":[{"id":20},{"id":20}]}'
    const text = `[${records.join(',')}]`
    for (const way of [{}, { pageBytes: 100, pieceBytes: 37 }, { pageBytes: 1000 }]) {
      const file = await openText(text, { ...way, maxRecordBytes: 200 })
      const all = await readAll(file)
      expect([all.records.length, codesOf(all)]).toEqual([299, ['invalid_json']])
      expect(all.records.map(({ position }) => position.row)).not.toContain(20)
      const middle = all.checkpoints[Math.floor(all.checkpoints.length / 2)]
      const rest = await readAll(file, middle)
      expect(rest.records).toEqual(all.records.slice(all.records.length - rest.records.length))
    }
  })

  test('is not assumed if a record is only long', async () => {
    const tags = Array.from({ length: 100 }, (_, id) => ({ id, name: 'a tag' }))
    const all = await readJson(JSON.stringify([{ id: 1 }, { id: 2, tags }, { id: 3 }]), { maxRecordBytes: 200 })
    expect([valuesOf(all), codesOf(all)]).toEqual([[{ id: 1 }, { id: 3 }], ['record_too_long']])
  })

  test.each([
    ['within an inner list', '[{"a":1},{"b":[{"a":2},{"a":3}'],
    ['behind an inner list', '[{"a":1},{"b":[{"a":2},{"a":3}]'],
    ['within a text', '[{"a":1},{"b":[{"a":2},{"a":"3'],
  ])('is not assumed in a file cut off %s', async (_, text) => {
    const all = await readJson(text)
    expect([valuesOf(all), codesOf(all)]).toEqual([[{ a: 1 }], ['truncated']])
  })

  test('ends the list if the next record is not found', async () => {
    const all = await readJson(`[{"a":1}${',{"a":[2}'.repeat(400)},{"a":3}]`, { maxRecordBytes: 1500 })
    expect([valuesOf(all), codesOf(all)]).toEqual([[{ a: 1 }], ['unreadable_rest']])
  })

  test('does not cost more than its length many times over', async () => {
    const all = await readJson(`[${'{"a":[{"b":1},'.repeat(200_000)}{}]`)
    expect(codesOf(all)).not.toEqual([])
  })
})

test('a list that lost one quote or bracket yields no record that was not in it, unless a text contains an opening bracket', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', '}', ']', ',', ':', ' '), maxLength: 4 })
  const inner = fc.array(fc.record({ id: fc.nat(9), n: text }), { maxLength: 3 })
  const lists = fc.array(fc.record({ id: fc.nat(9), n: text, tags: inner }), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(lists, fc.nat(), fc.integer({ min: 0, max: 40 }), async (list, nth, more) => {
      const whole = JSON.stringify(list)
      const marks = [...whole.matchAll(/"[^"]*"|[{}[\]]/g)].flatMap(({ 0: mark, index }) => [
        index,
        index + mark.length - 1,
      ])
      const at = marks[1 + (nth % (marks.length - 1))] ?? 1
      const longest = Math.max(...list.map((record) => JSON.stringify(record).length))
      const all = await readJson(whole.slice(0, at) + whole.slice(at + 1), { maxRecordBytes: longest + more })
      const held = list.map((record) => JSON.stringify(record))
      for (const value of valuesOf(all)) expect(held).toContain(JSON.stringify(value))
    }),
    { numRuns: 500 },
  )
})
