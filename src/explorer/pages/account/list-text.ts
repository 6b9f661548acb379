import type { Trouble } from '../../state/trouble'

/** Bytes of the largest list that the service takes. */
export const MOST_LIST_BYTES = 1024 * 1024

/**
 * Reads a list from a file: as UTF-16 if it begins with its mark, else as UTF-8, or as Windows-1252 if it is not that: so spreadsheets write
 * CSV. Returns the reason why it cannot be read, otherwise.
 */
export async function readListFile(file: Blob): Promise<string | Trouble> {
  if (file.size > MOST_LIST_BYTES) return { code: 'big_file', status: 0 }
  const bytes = await file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => undefined,
  )
  return bytes ? decoded(bytes) : { code: 'unreadable_file', status: 0 }
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** Returns a list as it is sent, with its media type: JSON as it is, a table as CSV, and titles, one on each line, as rows of one column. */
export function listBody(list: string): readonly [type: string, body: string] {
  const text = list.trim()
  if (/^(?:\{|\[\s*[[{"\]])/.test(text)) return ['application/json', text]
  const lines = text.split(/\r\n|\n|\r/).flatMap((line) => line.trim() || [])
  if (isTable(text, lines)) return ['text/csv', `${text}\n`]
  return ['application/json', JSON.stringify(lines.map((title) => ({ title })))]
}

/** True if the first line names columns. Titles have commas too: those of a table are in most of its lines, or beside quotation marks. */
function isTable(text: string, lines: readonly string[]): boolean {
  const [first = ''] = lines
  if (/[;\t|]/.test(first) || /^"?title"?$/i.test(first)) return true
  if (!first.includes(',') || lines.length < 2) return false
  return /,"/.test(text) || lines.filter((line) => line.includes(',')).length > lines.length / 2
}
