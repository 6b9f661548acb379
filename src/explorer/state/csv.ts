/** A value in a table. */
export type CsvCell = string | number | null | undefined

/** Writes a value of a table. A text that a spreadsheet would run as a formula gets an apostrophe before it. */
function cell(value: CsvCell): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Returns a table as CSV, as an address from which a link saves it. */
export function csvOf(columns: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  const lines = [columns, ...rows].map((row) => row.map(cell).join(','))
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`${lines.join('\r\n')}\r\n`)}`
}

/** Returns data as JSON, as an address from which a link saves it. */
export const jsonOf = (data: unknown): string =>
  `data:application/json;charset=utf-8,${encodeURIComponent(JSON.stringify(data, null, 2))}`

/** Saves what an address holds as a file. */
export function saveFile(name: string, href: string): void {
  const link = document.createElement('a')
  link.download = name
  link.href = href
  link.click()
}
