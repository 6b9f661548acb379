import type { RowDecision } from './decision'

/** A row as it was read: its value by column, and its text. */
export type WrittenRow = { value: unknown; text: string }

/** Writes a list again as text, with the decision beside each row. `refused` writes a piece that could not be read as a row. */
export type ListWriter = {
  ending: string
  begin: () => string
  row: (row: WrittenRow, decision: RowDecision) => string
  refused: (text: string, decision: RowDecision) => string
  end: () => string
}
