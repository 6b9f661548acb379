import type { Content } from '#seed/contract/record'
import type { LineStart } from './lines'
import { type JsonFault, rejectOf } from './record'
import type { Nesting } from './scan'
import type { ByteWindow } from './windows'

/**
 * Next part of the file. `record`: a record or the end of the list; `value`: the rest of a skipped value; `line`: lines to skip;
 * `after`: the text after the list; `end`: nothing, the rest is ignored.
 */
export type Next = 'record' | { value: Nesting } | { line: LineStart } | 'after' | 'end'

/**
 * State of reading a list. `row`: number of records so far, refused ones included. `closer`: the byte that closes the list.
 * `indent`: blanks at the start of the current line, -1 after anything else on it. `depth`: number of objects around the list.
 *
 * `careful` (0 or 1): the list was damaged, so a record ends at the latest before the next line that begins like its own line.
 */
export type ListState = { next: Next; row: number; closer: number; indent: number; careful: number; depth: number }

/** State of reading one window of a list. */
export type ListReading = { list: ListState; window: ByteWindow; page: Content; maxBytes: number }

/** Position where reading continues; `goesOn`: this window may have more records. */
export type Step = { at: number; goesOn: boolean }

/** Continues at a position of this window. */
export const continueAt = (at: number): Step => ({ at, goesOn: true })

/** Waits for more bytes; the next window begins at this position. */
export const waitAt = (at: number): Step => ({ at, goesOn: false })

/** Adds the piece at a position to the unparsable pieces of the page. */
export function refusePiece({ list, window, page }: ListReading, start: number, fault: JsonFault, text: string): void {
  page.unparsable.push({ reject: rejectOf(fault), text, position: { row: list.row++, byte: window.byte + start } })
}

/** Ends the list: all further bytes are ignored. */
export function endReading({ list, window }: ListReading): Step {
  list.next = 'end'
  return waitAt(window.bytes.length)
}
