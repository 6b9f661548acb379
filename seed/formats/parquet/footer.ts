import { type FileMetaData, parquetMetadataAsync, parquetSchema } from 'hyparquet'
import { MAX_COLUMNS } from '#catalogue/list/csv/page'
import { Failure } from '#lib/errors'
import type { Input } from '#seed/input/input'
import { damaged, isPageCodec } from '#seed/input/unpack'
import { TEXT_PARSERS } from './value'

const MAGIC = 'PAR1'
const ENCRYPTED = 'PARE'
const ENCRYPTED_ADVICE = 'is encrypted: write it again without encryption.'
/** Footers of real files have a thousandth of this length; a longer one is an attack or a damaged file. */
const LONGEST_FOOTER = 64 * 1024 * 1024
/** Limit of the compressed bytes of a row group, of which whole columns may be held in memory. */
const LARGEST_GROUP = 128 * 1024 * 1024
const MOST_GROUP_ROWS = 16_000_000
/** Limit of the values in lists and objects of a row group, which are held decoded. */
const MOST_NESTED_VALUES = 1_500_000

/** An input whose bytes can be read in any order. */
export type RandomAccessInput = Input & Required<Pick<Input, 'size' | 'range'>>

/** The footer of a Parquet file. */
export type Footer = {
  metadata: FileMetaData
  columns: string[]
  /** `nested`: a list or object, whose pages cannot be decoded one by one. */
  layout: { column: string; nested: boolean }[]
  rows: number
  /** Average bytes of a row, uncompressed. */
  rowBytes: number
}

/**
 * Reads the footer and checks, by what it states, that the whole file can be read.
 *
 * @throws {Failure} `source_unreadable` if it is not a Parquet file, or is cut off, damaged, encrypted, compressed with a codec
 * that is not supported, or has too many columns or row groups that are too large
 */
export async function readFooter(input: RandomAccessInput): Promise<Footer> {
  const { name, size } = input
  const fetched = await footerBytes(input)
  const file = { byteLength: size, slice: input.range }
  try {
    const metadata = await parquetMetadataAsync(file, {
      initialFetchSize: fetched,
      parsers: TEXT_PARSERS,
      geoparquet: false,
    })
    const layout = parquetSchema(metadata).children.map(({ element, children }) => ({
      column: element.name,
      nested: children.length > 0 || element.repetition_type === 'REPEATED',
    }))
    const fault = faultOf(metadata, layout)
    if (fault) throw refused(name, fault)
    const columns = layout.map(({ column }) => column)
    return { metadata, columns, layout, rows: Number(metadata.num_rows), rowBytes: averageRow(metadata) }
  } catch (error) {
    throw error instanceof Failure ? error : damaged(name, error)
  }
}

const refused = (name: string, fault: string): Failure => new Failure('source_unreadable', `"${name}" ${fault}`)

/** Returns the length of the footer at the end of the file, in bytes. */
async function footerBytes({ name, size, range }: RandomAccessInput): Promise<number> {
  const [start, end] = [Buffer.from(await range(0, 4)), Buffer.from(await range(Math.max(0, size - 8), size))]
  const mark = end.subarray(-4).toString('latin1')
  if (start.toString('latin1') === ENCRYPTED || mark === ENCRYPTED) throw refused(name, ENCRYPTED_ADVICE)
  if (start.toString('latin1') !== MAGIC)
    throw refused(name, 'is not a Parquet file: check its format in the configuration.')
  if (mark !== MAGIC || size < 12) throw refused(name, 'is not complete, its footer is missing: download it again.')
  const length = end.readUInt32LE(0) + 8
  if (length > Math.min(size, LONGEST_FOOTER)) throw damaged(name)
  return length
}

function faultOf({ row_groups: groups }: FileMetaData, layout: Footer['layout']): string | undefined {
  if (layout.length > MAX_COLUMNS) return `has ${layout.length} columns, and at most ${MAX_COLUMNS} are read.`
  const chunks = groups.flatMap(({ columns }) => columns)
  if (chunks.some((chunk) => !chunk.meta_data || chunk.crypto_metadata)) return ENCRYPTED_ADVICE
  const unsupported = chunks.flatMap(({ meta_data: meta }) => (meta && !isPageCodec(meta.codec) ? meta.codec : []))
  if (unsupported[0])
    return `is compressed with ${unsupported[0]}, which is not supported: write it again with zstd or snappy.`
  const nested = new Set(layout.flatMap((column) => (column.nested ? column.column : [])))
  return groups.some((group) => isTooLarge(group, nested))
    ? 'has row groups that are too large for the memory: write it again with at most 100,000 rows in each.'
    : undefined
}

type Group = FileMetaData['row_groups'][number]

function isTooLarge({ columns, num_rows: rows }: Group, nested: ReadonlySet<string>): boolean {
  const metas = columns.flatMap(({ meta_data: meta }) => meta ?? [])
  const bytes = metas.reduce((sum, meta) => sum + Number(meta.total_compressed_size), 0)
  const held = metas.filter((meta) => nested.has(meta.path_in_schema[0] ?? ''))
  const values = held.reduce((sum, meta) => sum + Number(meta.num_values), 0)
  return bytes > LARGEST_GROUP || Number(rows) > MOST_GROUP_ROWS || values > MOST_NESTED_VALUES
}

function averageRow({ row_groups: groups, num_rows: rows }: FileMetaData): number {
  const bytes = groups.reduce((sum, { total_byte_size: size }) => sum + Number(size), 0)
  return Math.max(1, bytes / Math.max(1, Number(rows)))
}
