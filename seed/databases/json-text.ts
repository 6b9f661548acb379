import type { DatabaseRow } from './dialect'

/**
 * Returns a row as the text of one JSON object with these columns. Columns in `json` contain JSON text already, which stays as it
 * is if it is valid.
 */
export function rowText(row: DatabaseRow, names: readonly string[], json: ReadonlySet<string>): string {
  const members = names.map((name) => `${JSON.stringify(name)}:${valueText(row[name], json.has(name))}`)
  return `{${members.join(',')}}`
}

/**
 * Returns one value as JSON. Whole numbers keep all their digits, bytes are written in hexadecimal as in Postgres, NaN and infinity
 * as text.
 */
function valueText(value: unknown, isJson: boolean): string {
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return JSON.stringify(`\\x${Buffer.from(value).toString('hex')}`)
  if (typeof value === 'number' && !Number.isFinite(value)) return JSON.stringify(String(value))
  if (typeof value === 'string' && isJson && isValidJson(value)) return value
  return JSON.stringify(value ?? null)
}

function isValidJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
