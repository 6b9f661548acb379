import { describe, expect, test } from 'bun:test'
import { beginningAfter, type LedgerLine, parseLedger, withoutLines } from '#db/privacy/ledger-text'

const lineOf = (at: number): LedgerLine => ({
  at: `2026-0${at}-01T00:00:00.000Z`,
  subject: String(at).repeat(64),
  key: 'a'.repeat(16),
})
const LINES = [1, 2, 3].map(lineOf)
const textOf = (lines: readonly LedgerLine[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('')
const NEXT = lineOf(9)
const appended = (text: string) => `${text}${beginningAfter(text)}${JSON.stringify(NEXT)}\n`

describe('the file of erasures', () => {
  test('that ends anywhere holds the erasures of its whole lines, and is never damaged by that, also not by the next ones', () => {
    const text = textOf(LINES)
    for (let end = 0; end <= text.length; end++) {
      const cut = text.slice(0, end)
      const { lines } = parseLedger(cut)
      // The line break is the last byte: without it the erasure is all there.
      const whole = cut.split('}').length - 1
      expect([end, lines]).toEqual([end, LINES.slice(0, whole)])
      expect([end, parseLedger(cut).damaged]).toEqual([end, []])
      const next = appended(cut)
      expect([end, parseLedger(next)]).toEqual([end, { lines: [...lines, NEXT], damaged: [] }])
      expect([end, parseLedger(appended(next)).lines]).toEqual([end, [...lines, NEXT, NEXT]])
      expect([end, withoutLines(next, () => false)]).toEqual([end, textOf([...lines, NEXT])])
    }
  })

  test('names the lines that say something else, and keeps them when it is rewritten', () => {
    const [first, second, third] = LINES.map((line) => JSON.stringify(line))
    for (const wrong of ['x', '{}', second?.slice(0, 40), second?.replace('2', 'g'), `\ufeff${second}`, '#cut?']) {
      const text = `${first}\n\n${wrong}\n${third}\r\n`
      expect(parseLedger(text)).toEqual({ lines: [LINES[0], LINES[2]] as LedgerLine[], damaged: [3] }) // safe: three lines
      const kept = withoutLines(text, ({ subject }) => subject === LINES[0]?.subject)
      expect(kept).toBe(`${wrong}\n${third}\r\n`)
    }
  })

  test('that two processes write after an unfinished line has both erasures', () => {
    const cut = textOf(LINES).slice(0, -20)
    const both = `${appended(cut)}${appended(cut).slice(cut.length)}`
    expect(parseLedger(both)).toEqual({ lines: [...LINES.slice(0, 2), NEXT, NEXT], damaged: [] })
  })
})
