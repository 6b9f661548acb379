import { isAscii } from 'node:buffer'
import type { Encoding } from '../encoding/encoding'

/**
 * The piece of a file that is being scanned, with an index of its special characters. A window on bytes leaves out an
 * incomplete last unit, unless the file ends there.
 */
export type Window = {
  text: string
  /** True if the file ends with this window. */
  last: boolean
  /** Number of characters that the next window cannot change: all but a CR at the end, whose LF may be in the next window. */
  certain: number
  /**
   * Next position of each special character at or after the last `from` that was searched (-1: not searched yet,
   * `text.length`: none; `high`: next byte from 0x80). So the text is searched once per kind, by the engine's fast `indexOf`.
   *
   * All functions below must be called with ascending `from`, unless earlier marks are restored; `to` is exclusive.
   */
  marks: { lineFeed: number; carriageReturn: number; quote: number; nul: number; delimiter: number; high: number }
  /** Returns the position of the first byte from 0x80; `text.length` if there is none or the text is decoded. */
  nextHigh: (from: number) => number
}

/** Creates a window on bytes of a file. `last`: the file ends with them. */
export function openWindow(bytes: Uint8Array, encoding: Encoding, last: boolean): Window {
  const whole = last ? bytes : bytes.subarray(0, bytes.length - (bytes.length % encoding.width))
  const text = encoding.toUnits(whole)
  return windowOn(text, last, encoding.width === 1 ? (from) => nextHighByte(text, whole, from) : () => text.length)
}

/** Creates a window on a complete, decoded text. */
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

/** Returns the end of the line that `from` is in: an LF, a CR, or the end of the text. */
export function lineEnd({ text, marks }: Window, from: number): number {
  if (marks.lineFeed < from) marks.lineFeed = find(text, '\n', from)
  if (marks.carriageReturn < from) marks.carriageReturn = find(text, '\r', from)
  return Math.min(marks.lineFeed, marks.carriageReturn)
}

/** Returns the first quote at or after `from`. */
export function nextQuote({ text, marks }: Window, from: number): number {
  if (marks.quote < from) marks.quote = find(text, '"', from)
  return marks.quote
}

/** Returns the first delimiter at or after `from`. All calls for one window must have the same `delimiter`. */
export function nextDelimiter({ text, marks }: Window, delimiter: string, from: number): number {
  if (marks.delimiter < from) marks.delimiter = find(text, delimiter, from)
  return marks.delimiter
}

/** True if the text has a NUL from `from` up to, not including, `to`. */
export function holdsNul({ text, marks }: Window, from: number, to: number): boolean {
  if (marks.nul < from) marks.nul = find(text, '\0', from)
  return marks.nul < to
}

/**
 * True if a window with one byte per character has a byte beyond ASCII from `from` up to, not including, `to`. Always false for
 * decoded text (UTF-16, `windowOnText`), which needs no second decoding.
 */
export function holdsHigh({ marks, nextHigh }: Window, from: number, to: number): boolean {
  if (marks.high < from) marks.high = nextHigh(from)
  return marks.high < to
}

/** Returns the length of the line end at a position: 2 for CRLF, 1 for LF or CR, 0 at the end of the text. */
export function breakLength(text: string, at: number): number {
  if (at >= text.length) return 0
  return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1
}

function find(text: string, mark: string, from: number): number {
  const at = text.indexOf(mark, from)
  return at < 0 ? text.length : at
}

/** Bytes per block. */
const BLOCK = 4096

// Blocks that are all ASCII are skipped at memory speed; only other blocks are searched.
function nextHighByte(text: string, bytes: Uint8Array, from: number): number {
  for (let at = from; at < bytes.length; at += BLOCK) {
    if (isAscii(bytes.subarray(at, at + BLOCK))) continue
    return at + text.slice(at, at + BLOCK).search(/[\x80-\xff]/)
  }
  return text.length
}
