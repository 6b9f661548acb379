import { isAscii } from 'node:buffer'
import type { Encoding } from '../encoding'

/**
 * The piece of a file in which records are looked for, with what stands where.
 *
 * Every mark is the next place of its kind at or after the last place asked for (`text.length`: none), so that each
 * character is searched once per kind, by the engine's own fast search.
 */
export type Window = {
  text: string
  /** No bytes follow. */
  last: boolean
  /** Places before this one are certain: a final CR may be half of a CRLF whose LF is still to come. */
  certain: number
  marks: { lineFeed: number; carriageReturn: number; quote: number; nul: number; delimiter: number; high: number }
  nextHigh: (from: number) => number
}

/** Opens a window on bytes of a file. */
export function openWindow(bytes: Uint8Array, encoding: Encoding, last: boolean): Window {
  const whole = last ? bytes : bytes.subarray(0, bytes.length - (bytes.length % encoding.width))
  const text = encoding.toUnits(whole)
  return windowOn(text, last, encoding.width === 1 ? (from) => nextHighByte(text, whole, from) : () => text.length)
}

/** A window on text that is complete and decoded. */
export const windowOnText = (text: string): Window => windowOn(text, true, () => text.length)

function windowOn(text: string, last: boolean, nextHigh: (from: number) => number): Window {
  return {
    text,
    last,
    certain: last || !text.endsWith('\r') ? text.length : text.length - 1,
    marks: { lineFeed: -1, carriageReturn: -1, quote: -1, nul: -1, delimiter: -1, high: -1 },
    nextHigh,
  }
}

/** Where the line that goes on at `from` ends: at an LF, a CR, or the end of the text. */
export function lineEnd({ text, marks }: Window, from: number): number {
  if (marks.lineFeed < from) marks.lineFeed = find(text, '\n', from)
  if (marks.carriageReturn < from) marks.carriageReturn = find(text, '\r', from)
  return Math.min(marks.lineFeed, marks.carriageReturn)
}

/** The first quote at or after `from`. */
export function nextQuote({ text, marks }: Window, from: number): number {
  if (marks.quote < from) marks.quote = find(text, '"', from)
  return marks.quote
}

/** The first delimiter at or after `from`. One window knows one delimiter only. */
export function nextDelimiter({ text, marks }: Window, delimiter: string, from: number): number {
  if (marks.delimiter < from) marks.delimiter = find(text, delimiter, from)
  return marks.delimiter
}

/** Whether a NUL stands between two places; asked in rising order. */
export function holdsNul({ text, marks }: Window, from: number, to: number): boolean {
  if (marks.nul < from) marks.nul = find(text, '\0', from)
  return marks.nul < to
}

/** Whether a byte beyond ASCII stands between two places; asked in rising order. */
export function holdsHigh({ marks, nextHigh }: Window, from: number, to: number): boolean {
  if (marks.high < from) marks.high = nextHigh(from)
  return marks.high < to
}

/** Length of the line end at a place: 2 for CRLF, 1 for LF or CR, 0 at the end of the text. */
export function breakLength(text: string, at: number): number {
  if (at >= text.length) return 0
  return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1
}

function find(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? text.length : at
}

const BLOCK = 4096

// Whole blocks of ASCII are passed over at the speed of memory; only a block that is none is searched.
function nextHighByte(text: string, bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at += BLOCK) {
    if (isAscii(bytes.subarray(at, at + BLOCK))) continue
    return at + text.slice(at, at + BLOCK).search(/[\x80-\xff]/)
  }
  return text.length
}
