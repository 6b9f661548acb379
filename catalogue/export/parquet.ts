import type { SchemaElement } from 'hyparquet'
import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer'
import { type ColumnType, type ColumnValue, EXPORT_COLUMNS } from './columns'
import type { ExportedGame, ExportWriter } from './exported-game'

/** Games of a row group: more make a smaller file and block the event loop for longer. */
const GROUP_GAMES = 5_000

/**
 * Returns a writer of Parquet, compressed with Snappy. The metadata of the file has the counts as JSON, under the key
 * `vestimlib.end`.
 */
export function createParquetWriter(): ExportWriter {
  const writer = new ByteWriter()
  const metadata: { key: string; value: string }[] = []
  const file = new ParquetWriter({ writer, schema: SCHEMA, kvMetadata: metadata, createdBy: 'vestimlib' })
  let waiting: ExportedGame[] = []
  const writeGroup = () => {
    void file.write({ columnData: toColumns(waiting), rowGroupSize: waiting.length })
    waiting = []
  }
  return {
    begin: () => takeBytes(writer),
    write(games) {
      waiting.push(...games)
      if (waiting.length >= GROUP_GAMES) writeGroup()
      return takeBytes(writer)
    },
    end(counts) {
      if (waiting.length > 0) writeGroup()
      metadata.push({ key: 'vestimlib.end', value: JSON.stringify(counts) })
      void file.finish()
      return takeBytes(writer)
    },
  }
}

/** Returns the bytes that were written since the last call. */
function takeBytes(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice()
  writer.index = 0
  return bytes
}

const toColumns = (games: readonly ExportedGame[]): ColumnSource[] =>
  EXPORT_COLUMNS.map((column) => ({
    name: column.name,
    data: games.map((game) => toCell(column.type, column.of(game))),
  }))

function toCell(type: ColumnType, value: ColumnValue): unknown {
  if (type === 'large' && typeof value === 'number') return BigInt(value)
  if (type === 'date' && typeof value === 'string') return new Date(`${value}T00:00:00Z`)
  return value
}

const TEXT = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const

const PLAIN: Record<Exclude<ColumnType, 'list'>, Pick<SchemaElement, 'type' | 'converted_type'>> = {
  text: TEXT,
  integer: { type: 'INT32' },
  large: { type: 'INT64' },
  decimal: { type: 'DOUBLE' },
  date: { type: 'INT32', converted_type: 'DATE' },
}

function elementsOf(name: string, type: ColumnType): SchemaElement[] {
  if (type !== 'list') return [{ name, repetition_type: 'OPTIONAL', ...PLAIN[type] }]
  return [
    { name, repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'REQUIRED', ...TEXT },
  ]
}

const SCHEMA: SchemaElement[] = [
  { name: 'games', num_children: EXPORT_COLUMNS.length },
  ...EXPORT_COLUMNS.flatMap(({ name, type }) => elementsOf(name, type)),
]
