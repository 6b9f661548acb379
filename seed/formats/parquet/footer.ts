import { type FileMetaData, parquetMetadataAsync, parquetSchema } from 'hyparquet'
import { Failure } from '#lib/errors'
import type { Input } from '#seed/input/input'
import { damaged, isPageCodec } from '#seed/input/unpack'
import { MAX_COLUMNS } from '../csv/page'
import { TEXT_PARSERS } from './value'

const MAGIC = 'PAR1'
const ENCRYPTED = 'PARE'
/** Footers of real files are a thousandth of this; a longer one is a trap, or was never meant to be read whole. */
const LONGEST_FOOTER = 64 * 1024 * 1024
/** The packed bytes of a row group are read at once. */
const LARGEST_GROUP = 128 * 1024 * 1024
const MOST_GROUP_ROWS = 16_000_000
/** Lists and objects of a row group are held decoded. */
const MOST_NESTED_VALUES = 1_500_000

/** An input any part of which can be asked for. */
export type ReachableInput = Input & Required<Pick<Input, 'size' | 'range'>>

/** What the end of a Parquet file tells of the rest. */
export type Footer = {
  metadata: FileMetaData
  columns: string[]
  /** `nested`: a list or an object, whose pages cannot be decoded one by one. */
  layout: { column: string; nested: boolean }[]
  rows: number
  /** What a row takes on average, unpacked. */
  rowBytes: number
}

/**
 * Reads the footer and refuses what cannot be read to the end.
 *
 * @throws {Failure} `source_unreadable` when it is no Parquet file, cut off, damaged, encrypted, packed by a codec that is
 * not read here, or its row groups are too large
 */
export async function readFooter(input: ReachableInput): Promise<Footer> {
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

/** How many bytes the footer takes at the end of the file. */
async function footerBytes({ name, size, range }: ReachableInput): Promise<number> {
  const [start, end] = [Buffer.from(await range(0, 4)), Buffer.from(await range(Math.max(0, size - 8), size))]
  const mark = end.subarray(-4).toString('latin1')
  if (start.toString('latin1') === ENCRYPTED || mark === ENCRYPTED)
    throw refused(name, 'is encrypted: write it anew without encryption.')
  if (start.toString('latin1') !== MAGIC)
    throw refused(name, 'is no Parquet file: check its format in the configuration.')
  if (mark !== MAGIC || size < 12) throw refused(name, 'ends before its footer: fetch it again, it is not whole.')
  const length = end.readUInt32LE(0) + 8
  if (length > Math.min(size, LONGEST_FOOTER)) throw damaged(name)
  return length
}

function faultOf({ row_groups: groups }: FileMetaData, layout: Footer['layout']): string | undefined {
  if (layout.length > MAX_COLUMNS) return `has ${layout.length} columns and at most ${MAX_COLUMNS} are read.`
  const chunks = groups.flatMap(({ columns }) => columns)
  if (chunks.some((chunk) => !chunk.meta_data || chunk.crypto_metadata))
    return 'is encrypted: write it anew without encryption.'
  const strange = chunks.flatMap(({ meta_data: meta }) => (meta && !isPageCodec(meta.codec) ? meta.codec : []))
  if (strange[0]) return `is compressed with ${strange[0]}, which is not read here: write it anew with zstd or snappy.`
  const nested = new Set(layout.flatMap((column) => (column.nested ? column.column : [])))
  return groups.some((group) => isTooLarge(group, nested))
    ? 'has row groups too large to be held in memory: write it anew with at most 100,000 rows in each.'
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
