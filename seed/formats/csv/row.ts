import type { Reject } from '#seed/contract/record'
import type { Repair } from '#seed/contract/repair'
import { emptyContent } from '../page'
import { pageSink } from './page'
import { readNext, type ScanCursor } from './scan'
import { windowOnText } from './window'

/** How a row is read whose file is not at hand: the names of its columns, what separates cells, what mends it. */
export type RowGrammar = { columns: readonly string[]; delimiter: string; repair: Repair | undefined }

/** Reads the text of one row of a CSV, decoded: its cells by column, or why it is none; `undefined` where it is not one row. */
export function readCsvRow(
  text: string,
  { columns, delimiter, repair }: RowGrammar,
): { value: unknown } | { reject: Reject } | undefined {
  const names = [...columns]
  const page = emptyContent()
  const cursor: ScanCursor = { at: 0, line: 1, skipping: false }
  const grammar = { delimiter, maxUnits: text.length + 1, toText: (units: string) => units }
  const sink = pageSink(page, { columns: { names, header: names }, repair, width: 1 }, 0)
  const scan = { window: windowOnText(text), grammar, cursor, sink }
  while (readNext(scan));
  const [row, ...others] = [...page.records, ...page.unparsable]
  return others.length === 0 ? row : undefined
}
