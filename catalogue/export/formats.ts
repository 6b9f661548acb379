import { createCsvWriter } from './csv'
import type { ExportWriter } from './exported-game'
import { createNdjsonWriter } from './ndjson'

/** Formats of an export, by the ending of a file, with their media types. */
export const EXPORT_FORMATS = {
  ndjson: { mediaType: 'application/x-ndjson' },
  csv: { mediaType: 'text/csv' },
  parquet: { mediaType: 'application/vnd.apache.parquet' },
} as const

export type ExportFormat = keyof typeof EXPORT_FORMATS

/** Returns a writer of a format. The library for Parquet is loaded when it is first needed. */
export async function createExportWriter(format: ExportFormat): Promise<ExportWriter> {
  if (format === 'parquet') return (await import('./parquet')).createParquetWriter()
  return format === 'csv' ? createCsvWriter() : createNdjsonWriter()
}
