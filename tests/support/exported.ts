import { parse } from 'csv-parse/sync'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'

type Row = Record<string, unknown>

/** The games of an export in NDJSON, and its last line. */
export type ExportedLines = { games: Row[]; end: Row; body: string }

/** Parses an export in NDJSON. */
export function parseExportedLines(text: string): ExportedLines {
  const lines = text.trimEnd().split('\n')
  const last = lines.pop() ?? ''
  const end: { end: Row } = JSON.parse(last)
  return { games: lines.map((line) => JSON.parse(line)), end: end.end, body: text.slice(0, text.lastIndexOf(last)) }
}

/** Parses an export in CSV into rows of texts. */
export const parseExportedCsv = (text: string): Record<string, string>[] =>
  parse(text, { columns: true, record_delimiter: '\r\n' })

/** Reads an export in Parquet: its rows, and the counts in its metadata. */
export async function readExportedParquet(file: ArrayBuffer): Promise<{ rows: Row[]; end: Row }> {
  const { key_value_metadata: metadata = [] } = parquetMetadata(file)
  const end = metadata.find(({ key }) => key === 'vestimlib.end')?.value ?? 'null'
  return { rows: await parquetReadObjects({ file }), end: JSON.parse(end) }
}
