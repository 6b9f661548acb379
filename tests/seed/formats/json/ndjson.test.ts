import { expect, test } from 'bun:test'
import { openNdjson } from '#seed/formats/json/ndjson'
import { inputOf } from '#tests/catalogue/list/csv/reading'
import { codesOf, readAll, readNdjson, valuesOf } from './reading'

test('every line is a record with its line and byte', async () => {
  const all = await readNdjson('\uFEFF{"a":1}\r\n\n{"a":"é"}\n{"a":3}')
  expect(valuesOf(all)).toEqual([{ a: 1 }, { a: 'é' }, { a: 3 }])
  expect(all.records.map(({ position }) => position)).toEqual([
    { line: 1, byte: 0 },
    { line: 3, byte: 13 },
    { line: 4, byte: 24 },
  ])
})

test('a bad line is refused with its code and text, and the others are read', async () => {
  const long = `{"b":"${'x'.repeat(2000)}"}`
  const lines = ['{"a":1}', '{"a":', '[1]', '{"a":"\0"}', '{"a":"\\udc00"}', long, '{"a":2}']
  for (const pageBytes of [7, 100, 5000]) {
    const all = await readNdjson(lines.join('\n'), { maxRecordBytes: 1500, pageBytes, pieceBytes: 50 })
    expect(valuesOf(all)).toEqual([{ a: 1 }, { a: 2 }])
    expect(codesOf(all)).toEqual(['invalid_json', 'not_an_object', 'nul_byte', 'lone_surrogate', 'record_too_long'])
    expect(all.unparsable.map(({ position }) => position.line)).toEqual([2, 3, 4, 5, 6])
    expect(all.unparsable[4]?.text).toBe(long.slice(0, 1024))
  }
})

test('a file that ends inside a line that is too long refuses it too', async () => {
  expect(
    codesOf(await readNdjson(`{"a":"${'x'.repeat(100)}`, { maxRecordBytes: 10, pageBytes: 20, pieceBytes: 20 })),
  ).toEqual(['record_too_long'])
})

test('reading goes on after any checkpoint', async () => {
  const text = Array.from({ length: 50 }, (_, id) => `{"id":${id}}\n`).join('')
  const file = await openNdjson(inputOf(text, 16), { pageBytes: 40 })
  const whole = await readAll(file)
  expect(whole.checkpoints.length).toBeGreaterThan(5)
  for (const checkpoint of whole.checkpoints) {
    const rest = await readAll(file, checkpoint)
    expect(rest.records).toEqual(whole.records.slice(50 - rest.records.length))
  }
})

test('UTF-16 is refused', async () => {
  await expect(openNdjson(inputOf(Buffer.from('\uFEFF{}', 'utf16le')))).rejects.toMatchObject({
    code: 'source_unreadable',
  })
})
