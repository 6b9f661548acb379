/** A value in a table. */
export type CsvCell = string | number | null | undefined

/** Writes a value of a table. A text that a spreadsheet would run as a formula gets an apostrophe before it. */
function cell(value: CsvCell): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Returns a table as a file of CSV. */
export function csvFile(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): Blob {
  const lines = [columns, ...rows].map((row) => row.map(cell).join(','))
  return new Blob([`${lines.join('\r\n')}\r\n`], { type: 'text/csv' })
}

/** Returns data as a file of JSON. */
export const jsonFile = (data: unknown): Blob =>
  new Blob([`${JSON.stringify(data, null, 2)}\n`], { type: 'application/json' })

/** Time after which a file has been handed to the browser. */
const KEPT_MS = 60_000

/** Saves a file. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  Object.assign(document.createElement('a'), { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS)
}
