import * as v from 'valibot'
import type { GivenKind } from '#catalogue/collection/field-readers'
import {
  guessImportMap,
  IMPORT_FIELDS,
  type ImportField,
  type ImportMap,
  isImportField,
} from '#catalogue/collection/import-map'
import { EXPORT_MAP, exportedRow, isOwnExport } from '#catalogue/collection/own-export'
import { isPlaynite, PLAYNITE_MAP, playniteRow } from '#catalogue/collection/playnite'
import { binaryKind, type ListRow, readCsvRows } from '#catalogue/collection/read-list'
import type { DeclaredRow } from '#catalogue/list/cells/cell'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'
import { Failure } from '#lib/errors'
import { isObject } from '#lib/json-object'
import { inTurns } from '#lib/turn'
import { LIMITS } from '#src/http/limits'

/** A list that was sent: its rows and their columns. */
export type GivenList = { rows: ListRow[]; map: ImportMap; kind: GivenKind }

/** Reason why a list cannot be imported: the part of the request, and a sentence. */
export type ListRefusal = { in: 'body' | 'query'; name: string | null; expected: string }

/** True if a list cannot be imported. */
export const isListRefusal = (list: GivenList | ListRefusal): list is ListRefusal => 'expected' in list

/** Rows by which the columns are guessed. */
const SAMPLE = 500

const NO_OBJECT = { code: 'invalid_row', message: 'The row is not an object.' } as const

const refusal = (expected: string): ListRefusal => ({ in: 'body', name: null, expected })

const SQLITE =
  'CSV or JSON: this is a SQLite file. Write its table as CSV, with sqlite3 -header -csv FILE "select * from TABLE", and send that'
const OTHER = 'CSV or JSON: this file is packed or binary. Unpack it, or export it as CSV'
const NO_ARRAY = 'an array of objects, one for each row: of an object that holds the array, send the array itself'
const TOO_MANY = `at most ${LIMITS.importRows} rows in one call: send the others in further calls`

/** Reads a list that was sent, an array of objects or the bytes of a CSV file, and guesses its columns. `map` overrides the guess. */
export async function readGivenList(body: unknown, map: string | undefined): Promise<GivenList | ListRefusal> {
  const isCsv = body instanceof Uint8Array
  const rows = isCsv ? await csvRows(body) : jsonRows(body)
  if (!Array.isArray(rows)) return rows
  if (rows.length > LIMITS.importRows) return refusal(TOO_MANY)
  const values = rows.slice(0, SAMPLE).flatMap((row) => ('values' in row ? [row.values] : []))
  const { kind, known, convert } = formOf(values, isCsv)
  const read = readMap(map, known ?? (await guessImportMap(values, standardVocabulary)))
  if (isMapRefusal(read)) return read
  if (!('title' in read)) return refusal('a column of titles: name it "title", or name it in `map`')
  const converted: ListRow[] = []
  await inTurns(rows, (row) => converted.push('values' in row ? { values: convert(row.values) } : row))
  return { map: read, kind, rows: converted }
}

/** Form of a list: the columns that are known, and what its rows are converted to. */
type GivenForm = { kind: GivenKind; known?: ImportMap; convert: (row: DeclaredRow) => DeclaredRow }

function formOf(values: readonly DeclaredRow[], isCsv: boolean): GivenForm {
  if (isOwnExport(values)) return { kind: 'export', known: EXPORT_MAP, convert: (row) => exportedRow(row, isCsv) }
  if (!isCsv && isPlaynite(values)) return { kind: 'json', known: PLAYNITE_MAP, convert: playniteRow }
  return { kind: isCsv ? 'csv' : 'json', convert: (row) => row }
}

function jsonRows(body: unknown): ListRow[] | ListRefusal {
  if (!Array.isArray(body)) return refusal(NO_ARRAY)
  return body.map((row: unknown): ListRow => (isObject(row) ? { values: row } : { reject: NO_OBJECT }))
}

async function csvRows(bytes: Uint8Array): Promise<ListRow[] | ListRefusal> {
  const kind = binaryKind(bytes)
  if (kind) return refusal(kind === 'SQLite' ? SQLITE : OTHER)
  try {
    return await readCsvRows(bytes, LIMITS.importRows)
  } catch (error) {
    if (error instanceof Failure && error.code === 'wrong_header')
      return refusal('CSV with the names of its columns on the first line')
    throw error
  }
}

const text = v.pipe(v.string(), v.minLength(1), v.maxLength(300))
const Field = v.strictObject({
  column: text,
  scale: v.optional(v.pipe(v.number(), v.gtValue(0), v.maxValue(1_000_000))),
  unit: v.optional(v.picklist(['minutes', 'hours', 'seconds'])),
  split: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(10))),
})
const GivenMap = v.record(v.string(), v.nullable(v.union([text, Field])))

const WRONG_MAP: ListRefusal = {
  in: 'query',
  name: 'map',
  expected: `a JSON object with the column of each field: ${IMPORT_FIELDS.join(', ')} or externalIds.<source>`,
}

const isMapRefusal = (read: ImportMap | ListRefusal): read is ListRefusal => read === WRONG_MAP

/** Returns the guessed columns with those that were named. */
function readMap(map: string | undefined, guessed: ImportMap): ImportMap | ListRefusal {
  if (map === undefined) return guessed
  const parsed = v.safeParse(GivenMap, parsedJson(map))
  if (!parsed.success || !Object.keys(parsed.output).every(isImportField)) return WRONG_MAP
  const named = Object.entries(parsed.output)
  const without = Object.entries(guessed).filter(([field]) => !named.some(([name]) => isInstead(name, field)))
  const own = named.flatMap(([field, value]): [string, ImportField][] =>
    value === null ? [] : [[field, fieldOf(value)]],
  )
  return Object.fromEntries([...without, ...own])
}

/** True if a named field takes the place of a guessed one: a year that of a date, too. */
const isInstead = (name: string, field: string): boolean =>
  name === field || (['year', 'released'].includes(name) && ['year', 'released'].includes(field))

const fieldOf = (value: string | v.InferOutput<typeof Field>): ImportField => {
  if (typeof value === 'string') return { column: value }
  const { column, scale, unit, split } = value
  return {
    column,
    ...(scale !== undefined && { scale }),
    ...(unit !== undefined && { unit }),
    ...(split !== undefined && { split }),
  }
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Returns the rows of the games that somebody owns at Steam, with the columns of `STEAM_MAP`. */
export const steamRows = (games: readonly { appid: number; name: string; minutes: number }[]): ListRow[] =>
  games.map(({ appid, name, minutes }): { values: DeclaredRow } => ({
    values: { title: name, playtime: minutes, store: 'Steam', platform: 'PC', steam: String(appid) },
  }))

/** Columns of the rows of Steam. */
export const STEAM_MAP: ImportMap = {
  title: { column: 'title' },
  platforms: { column: 'platform' },
  playtime: { column: 'playtime' },
  store: { column: 'store' },
  'externalIds.steam': { column: 'steam' },
}
