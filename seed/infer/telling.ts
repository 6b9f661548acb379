import type { DeclaredRow } from '#catalogue/list/cells/cell'

const LONGEST_TEXT = 32
const MOST_FORMS = 60
const MOST_COLUMNS_WATCHED = 500
const MOST_ROWS_KEPT = 250
const SIGNED = /\d[.,/-]\d/

/**
 * Returns a test for the rows after a sample: true if a column of the row has a number or a date in a form that it did not have
 * before, such as decimals after whole numbers, or a day above 12. At most 250 rows are.
 */
export function tellingRows(sample: readonly DeclaredRow[]): (row: DeclaredRow) => boolean {
  const seen = new Map<string, Set<string>>()
  for (const row of sample) hasNewForm(row, seen)
  let left = MOST_ROWS_KEPT
  return (row) => {
    if (left === 0 || !hasNewForm(row, seen)) return false
    left--
    return true
  }
}

function hasNewForm(row: DeclaredRow, seen: Map<string, Set<string>>): boolean {
  let isNew = false
  for (const [name, value] of Object.entries(row)) {
    if (typeof value !== 'string' || value.length > LONGEST_TEXT || !SIGNED.test(value)) continue
    const forms = seen.get(name) ?? new Set()
    const form = formOf(value)
    if (forms.has(form) || forms.size >= MOST_FORMS || seen.size >= MOST_COLUMNS_WATCHED) continue
    seen.set(name, forms.add(form))
    isNew = true
  }
  return isNew
}

/** Returns the form of a text: its digits as 9, and as 8 in a part of two digits that can be no month. */
const formOf = (text: string): string =>
  text.replace(/\d+/g, (digits) => (digits.length === 2 && Number(digits) > 12 ? '88' : '9'.repeat(digits.length)))
