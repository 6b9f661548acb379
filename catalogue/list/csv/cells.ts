import { lineEnd, nextDelimiter, type Window } from './window'

/** Fault of a record that has quotes. */
export type QuoteFault = 'unclosed_quote' | 'text_after_quote' | 'record_too_long'

/** The cells of a record and its end, or its fault. The fault is certain only if the text up to `seen` is (`Window.certain`). */
export type QuotedRecord = { cells: string[]; end: number } | { fault: QuoteFault; seen: number }

/** Start of a record, end of its first line, and the position it may not exceed. */
export type Extent = { start: number; firstEnd: number; limit: number }

const QUOTE = 34

/**
 * Reads a record in which quotes may enclose delimiters, line ends and doubled quotes.
 *
 * A quote opens only at the start of a cell and is plain text anywhere else. If text follows a closing quote on a later line,
 * the quote counts as unclosed: what seemed to close it is the opening quote of a later record.
 *
 * @see RFC 4180
 */
export function readQuotedRecord(window: Window, delimiter: string, extent: Extent): QuotedRecord {
  const { text } = window
  const cells: string[] = []
  for (let at = extent.start; ; at++) {
    const end = isQuote(text, at) ? afterQuotes(text, at, extent.limit) : afterBare(window, delimiter, at)
    const fault = faultAt(text, delimiter, end, extent)
    if (fault) return fault
    cells.push(cellBetween(text, at, end))
    if (isEnd(text, end)) return { cells, end }
    at = end
  }
}

function faultAt(text: string, delimiter: string, end: number, { firstEnd, limit }: Extent): QuotedRecord | undefined {
  if (end < 0) return { fault: 'unclosed_quote', seen: limit }
  const ends = isEnd(text, end)
  if (end > limit || (end === limit && !ends)) return { fault: 'record_too_long', seen: limit }
  if (ends || text.startsWith(delimiter, end)) return undefined
  return { fault: end > firstEnd ? 'unclosed_quote' : 'text_after_quote', seen: end }
}

function afterQuotes(text: string, start: number, limit: number): number {
  let close = text.indexOf('"', start + 1)
  while (close >= 0 && isQuote(text, close + 1)) close = text.indexOf('"', close + 2)
  return close >= 0 && close < limit ? close + 1 : -1
}

function afterBare(window: Window, delimiter: string, start: number): number {
  return Math.min(nextDelimiter(window, delimiter, start), lineEnd(window, start))
}

function cellBetween(text: string, start: number, end: number): string {
  if (!isQuote(text, start)) return text.substring(start, end)
  const inside = text.substring(start + 1, end - 1)
  return inside.includes('"') ? inside.replaceAll('""', '"') : inside
}

const isQuote = (text: string, at: number): boolean => text.charCodeAt(at) === QUOTE

function isEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === 10 || code === 13 || at >= text.length
}
