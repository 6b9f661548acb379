import { csvCell } from '#catalogue/export/csv'
import type { ItemFacts } from './item'

/** An item as it is exported: what was stated, the facts, and the id and the slug of its game. */
export type ExportedItem = Omit<ItemFacts, 'playtimeMinutes'> & {
  /** Time of play in minutes. */
  playtime: number | null
  title: string
  year: number | null
  platform: string | null
  ids: Record<string, string>
  added: string
  game: string | null
  slug: string | null
  /** True if no game of the catalogue is meant. */
  dismissed: boolean
}

/** Columns of an export, in their order. An import reads all of them but `slug`. Exports of earlier releases end before `dismissed`. */
const COLUMNS: readonly { name: string; of: (item: ExportedItem) => string | number | null }[] = [
  { name: 'title', of: ({ title }) => title },
  { name: 'year', of: ({ year }) => year },
  { name: 'platform', of: ({ platform }) => platform },
  { name: 'status', of: ({ status }) => status },
  { name: 'rating', of: ({ rating }) => rating },
  { name: 'playtime', of: ({ playtime }) => playtime },
  { name: 'notes', of: ({ notes }) => notes },
  { name: 'store', of: ({ store }) => store },
  { name: 'added', of: ({ added }) => added },
  { name: 'ids', of: ({ ids }) => (Object.keys(ids).length === 0 ? null : JSON.stringify(ids)) },
  { name: 'game', of: ({ game }) => game },
  { name: 'slug', of: ({ slug }) => slug },
  { name: 'dismissed', of: ({ dismissed }) => (dismissed ? 'true' : null) },
]

/** Names of the columns of an export. */
export const EXPORTED_NAMES: readonly string[] = COLUMNS.map(({ name }) => name)

/** Header of an export as CSV. */
export const CSV_HEADER = `${EXPORTED_NAMES.join()}\r\n`

/** Returns an item as a line of CSV. A text that a spreadsheet would run as a formula gets a `'` before it. */
export const csvLine = (item: ExportedItem): string => `${COLUMNS.map(({ of }) => cellOf(of(item))).join()}\r\n`

/** Texts that the reader would take for a neutralised formula: they get a `'`, too, so that reading gives them back. */
const LOOKS_NEUTRALISED = /^'+[=+\-@\t\r]/
/** Beginning that `csvCell` and `LOOKS_NEUTRALISED` put before a text. */
const NEUTRALISED = /^'(?='*[=+\-@\t\r])/

function cellOf(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  return csvCell(LOOKS_NEUTRALISED.test(value) ? `'${value}` : value)
}

/** Returns the text of a cell that was neutralised for spreadsheets as it was before; any other text as it is. */
export const withoutNeutralising = (text: string): string => text.replace(NEUTRALISED, '')
