import { describe, expect, test } from 'bun:test'
import * as fc from 'fast-check'
import { parseJson } from '#src/http/json-text'

const parse = (text: string) => parseJson(new TextEncoder().encode(text))
const reasonOf = (text: string) => {
  const parsed = parse(text)
  return parsed.ok ? undefined : parsed.reason
}

describe('the bytes of a JSON text', () => {
  test('have the value that JSON.parse gives', () =>
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 10, stringUnit: 'grapheme' }), fc.boolean(), (value, isIndented) => {
        const text = JSON.stringify(value, null, isIndented ? 2 : 0)
        fc.pre(!text.includes('\\u0000'))
        expect(parse(text)).toEqual({ ok: true, value: JSON.parse(text) })
      }),
    ))

  test('are refused exactly if JSON.parse refuses them', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]{}",:\\u0 e-1a') }), (text) => {
        let isJson = true
        try {
          JSON.parse(text)
        } catch {
          isJson = false
        }
        expect(reasonOf(text) !== 'malformed').toBe(isJson)
      }),
    ))

  test('may be nested 32 levels deep, whatever brackets their texts have', () => {
    const nested = (levels: number, inside: string) => '[{"a":'.repeat(levels / 2) + inside + '}]'.repeat(levels / 2)
    expect(reasonOf(nested(32, '0'))).toBeUndefined()
    expect(reasonOf(nested(32, '[]'))).toBe('too_deep')
    for (const inside of ['"[["', '"\\"[["', '"\\\\\\"[["', '"a\\\\"'])
      expect(reasonOf(nested(32, inside))).toBeUndefined()
    expect(reasonOf(`["\\\\",${nested(32, '0')}]`)).toBe('too_deep')
  })

  test('may have 50,000 commas, not counting those in texts', () => {
    expect(reasonOf(`[0${',0'.repeat(50_000)}]`)).toBeUndefined()
    expect(reasonOf(`[0${',0'.repeat(50_001)}]`)).toBe('too_many')
    expect(reasonOf(`"${','.repeat(60_000)}"`)).toBeUndefined()
  })

  test('keep the last of two members with one name, and __proto__ as a member of its own', () => {
    expect(parse('{"a":1,"a":2}')).toEqual({ ok: true, value: { a: 2 } })
    const parsed = parse('{"__proto__":{"polluted":true}}')
    expect(parsed.ok && Object.keys(parsed.value as object)).toEqual(['__proto__']) // safe: the text is an object
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  test('are refused if they cannot be stored unchanged, wherever that is', () => {
    for (const bad of ['"\\u0000"', '"\\ud800"', '"a\\udc00b"', '"\\udc00\\ud800"', '1e400', '-1e400', '9'.repeat(400)])
      for (const text of [bad, `[[${bad}]]`, `{"a":{"b":${bad}}}`])
        expect([text, reasonOf(text)]).toEqual([text, 'unstorable'])
    for (const bad of ['"\\u0000"', '"\\ud800"']) expect(reasonOf(`{${bad}:1}`)).toBe('unstorable')
    for (const good of ['"\\ud83c\\udfae"', '"\\\\u0000"', '"\\\\ud800"', '1e308', '1e-400', '-0'])
      expect([good, reasonOf(good)]).toEqual([good, undefined])
  })

  test('are refused with a byte order mark, and if they are no UTF-8', () => {
    expect(reasonOf('\uFEFF{}')).toBe('malformed')
    for (const bytes of [
      [0x22, 0xff, 0x22],
      [0x22, 0xed, 0xa0, 0x80, 0x22],
      [0x22, 0xc3],
    ])
      expect(parseJson(Uint8Array.from(bytes))).toEqual({ ok: false, reason: 'malformed' })
  })
})
