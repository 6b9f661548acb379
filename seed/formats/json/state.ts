import type { Content } from '#seed/contract/record'
import type { LineStart } from './lines'
import { type JsonFault, rejectOf } from './record'
import type { Nesting } from './scan'
import type { ByteWindow } from './windows'

/** What stands next: a record or the end of the list, more of what is passed over, what follows the list, or nothing of it. */
export type Next = 'record' | { value: Nesting } | { line: LineStart } | 'after' | 'end'

/**
 * Where reading stands in a list: how many records lie behind, the byte that closes the list, and how many blanks the line
 * at work begins with (-1 once something else stands on it).
 *
 * `depth`: inside of how many objects the list stands. `careful` (0 or 1): the list has been found broken, and a record ends at the latest where the next line begins as it did.
 */
export type ListState = { next: Next; row: number; closer: number; indent: number; careful: number; depth: number }

/** What is at work on one window of a list. */
export type ListReading = { list: ListState; window: ByteWindow; page: Content; maxBytes: number }

/** Where reading goes on, and whether this window may hold more. */
export type Step = { at: number; goesOn: boolean }

/** More can be taken from a place on. */
export const continueAt = (at: number): Step => ({ at, goesOn: true })

/** Nothing more can be taken from a place on before more bytes are known. */
export const waitAt = (at: number): Step => ({ at, goesOn: false })

/** Puts what begins at a place among the refused. */
export function refusePiece({ list, window, page }: ListReading, start: number, fault: JsonFault, text: string): void {
  page.unparsable.push({ reject: rejectOf(fault), text, position: { row: list.row++, byte: window.byte + start } })
}

/** Reads nothing more of the list. */
export function endReading({ list, window }: ListReading): Step {
  list.next = 'end'
  return waitAt(window.bytes.length)
}
