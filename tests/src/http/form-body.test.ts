import { describe, expect, test } from 'bun:test'
import { parseForm } from '#src/http/form-body'

const parse = (text: string | Uint8Array) => parseForm(typeof text === 'string' ? Buffer.from(text) : text)

describe('the fields of a form', () => {
  test.each([
    ['', {}],
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a=b+c%20d&e', { a: 'b c d', e: '' }],
    ['q=%7B%22q0%22%3A%22%E4%B8%89%22%7D', { q: '{"q0":"三"}' }],
    ['a=1=2', { a: '1=2' }],
  ])('are read: %j', (text, value) => expect(parse(text)).toEqual({ ok: true, value }))

  test('may have any name', () => {
    const parsed = parse('__proto__=1&constructor=2')
    expect(parsed.ok && Object.entries(parsed.value)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ])
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  test.each(['a=%', 'a=%zz', 'a=%ff', 'a=%ED%A0%80'])('are refused if they are not UTF-8: %j', (text) =>
    expect(parse(text)).toEqual({ ok: false, reason: 'malformed' }),
  )

  test('are refused if their bytes are not UTF-8', () =>
    expect(parse(new Uint8Array([0x61, 0x3d, 0xff]))).toEqual({ ok: false, reason: 'malformed' }))

  test('are refused if one is there twice, or 1,000 are', () => {
    expect(parse('a=1&a=2')).toEqual({ ok: false, reason: 'repeated' })
    expect(parse(Array.from({ length: 1_001 }, (_, at) => `n${at}=1`).join('&'))).toEqual({
      ok: false,
      reason: 'repeated',
    })
  })
})
