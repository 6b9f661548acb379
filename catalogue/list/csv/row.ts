import type { Reject } from '../content'
import { emptyContent } from '../page'
import { pageSink } from './page'
import type { Repair } from './repair'
import { readNext, type ScanCursor } from './scan'
import { windowOnText } from './window'

/** Column names, delimiter and repair for reading one row without its file. */
export type RowGrammar = { columns: readonly string[]; delimiter: string; repair: Repair | undefined }

/** Parses the decoded text of one CSV row into cells by column, or the reject; `undefined` if the text is not exactly one row. */
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
