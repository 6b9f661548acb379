import type { DeclaredRow } from '#catalogue/list/cells/cell'
import type { Page, RawRecord } from '#seed/contract/record'
import { tellingRows } from './telling'

/** Most first rows of a sample. */
export const MOST_ROWS = 5_000
/** Most characters of the first rows, and of those after them: some rows have a megabyte. */
const MOST_CHARACTERS = 32 * 1024 * 1024

/** Rows so far, the last row that was read, and the characters that are left for first and for later rows. */
type Gathering = {
  rows: DeclaredRow[]
  last?: DeclaredRow
  isTelling?: (row: DeclaredRow) => boolean
  firstLeft: number
  laterLeft: number
}

/**
 * Returns the first 5,000 rows of a file; of all others those with a new form of number or date, and the last. At most 64 Mi
 * characters, and a row.
 */
export async function sampleRows(pages: AsyncIterable<Page>): Promise<DeclaredRow[]> {
  const sample: Gathering = { rows: [], firstLeft: MOST_CHARACTERS, laterLeft: MOST_CHARACTERS }
  for await (const { records } of pages) for (const record of records) takeRow(sample, record)
  const { rows, last } = sample
  return last && last !== rows.at(-1) ? [...rows, last] : rows
}

function takeRow(sample: Gathering, { value, text }: RawRecord): void {
  const row = value as DeclaredRow // safe: every format yields objects
  sample.last = row
  if (!sample.isTelling && sample.rows.length < MOST_ROWS && sample.firstLeft > 0) {
    sample.firstLeft -= text.length
    sample.rows.push(row)
    return
  }
  sample.isTelling ??= tellingRows(sample.rows)
  if (sample.laterLeft <= 0 || !sample.isTelling(row)) return
  sample.laterLeft -= text.length
  sample.rows.push(row)
}
