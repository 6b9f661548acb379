import type { DeclaredRow } from '#catalogue/list/cells/cell'
import { isObject } from '#lib/json-object'
import { EXPORTED_NAMES, withoutNeutralising } from './csv'
import type { ImportMap } from './import-map'

/** Columns of the rows that `exportedRow` makes. */
export const EXPORT_MAP: ImportMap = {
  title: { column: 'title' },
  year: { column: 'year' },
  platforms: { column: 'platform' },
  status: { column: 'status' },
  rating: { column: 'rating' },
  playtime: { column: 'playtime' },
  notes: { column: 'notes' },
  store: { column: 'store' },
  added: { column: 'added' },
  ids: { column: 'ids' },
  game: { column: 'game' },
  dismissed: { column: 'dismissed' },
}

/** Columns by which an export is recognised: all but those that earlier releases did not have. */
const REQUIRED = EXPORTED_NAMES.filter((name) => name !== 'dismissed')

/** True for the rows of a collection that was exported, whatever they hold: nothing is to be guessed about them. */
export const isOwnExport = (rows: readonly DeclaredRow[]): boolean =>
  rows.length > 0 && rows.every((row) => REQUIRED.every((name) => Object.hasOwn(row, name)))

/** Returns a row of an export as it was before: as CSV without the `'` before formulas, as JSON with its ids as a text. */
export function exportedRow(row: DeclaredRow, isCsv: boolean): DeclaredRow {
  const values = isCsv ? plainTexts(row) : row
  const { ids } = values
  return { ...values, ids: isObject(ids) ? JSON.stringify(ids) : ids }
}

const plainTexts = (row: DeclaredRow): DeclaredRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? withoutNeutralising(value) : value]),
  )
