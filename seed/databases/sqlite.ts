import { SQL } from 'bun'
import { asTable, type KeyPart, type QueryColumn, type SqlDialect } from './dialect'
import { codeOf, type FaultKind } from './faults'
import { rowText } from './json-text'

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Fault kind by error code of SQLite; the first match counts. */
const KINDS: readonly [RegExp, FaultKind][] = [
  [/^SQLITE_(?:CANTOPEN|IOERR|PERM|AUTH)/, 'file'],
  [/^SQLITE_NOTADB/, 'encrypted'],
  [/^SQLITE_CORRUPT/, 'damaged'],
  [/^SQLITE_(?:READONLY)/, 'writes'],
  [/^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/, 'locked'],
  [/^SQLITE_(?:ERROR|RANGE|TOOBIG)/, 'query'],
]

/**
 * SQLite: a file, opened read only in this process. Each value has its own type, so the checkpoint stores it with the
 * key.
 */
export const sqlite: SqlDialect = {
  connect: ({ address }) =>
    new SQL({ adapter: 'sqlite', filename: address, readonly: true, create: false, safeIntegers: true }),
  session: undefined,
  quote,
  placeholder: (ordinal) => `?${ordinal}`,
  // The left join returns at least one row, and with it the column names.
  columnsOf: (query) => `select vl_q.* from (select 1) left join ${asTable(query)} on true limit ?1`,
  columnsLimit: 1,
  async shapeOf(_, columns, keys) {
    const names = columns.map(({ name }) => name)
    return {
      keys: keys.map(keyPart),
      record: names.map((name) => `vl_q.${quote(name)} as ${quote(name)}`).join(', '),
      names,
      bytes: names.map((name) => `coalesce(octet_length(vl_q.${quote(name)}), 0)`).join(' + '),
      textOf: (row) => rowText(row, names, new Set()),
    }
  },
  kindOf: (error) => KINDS.find(([pattern]) => pattern.test(codeOf(error)))?.[1] ?? 'refused',
}

/**
 * Text is sent as bytes, because text that is not UTF-8 would change. The column is on the left, so its collation
 * applies.
 */
function keyPart({ name }: QueryColumn): KeyPart {
  const column = `vl_q.${quote(name)}`
  return {
    column,
    text: `case typeof(${column}) when 'integer' then 'i' || ${column} when 'real' then 'r' || printf('%!.20g', ${column}) else substr(typeof(${column}), 1, 1) || hex(${column}) end`,
    keep: String,
    value: parameterOf,
    bind: (placeholder, kept) => (kept.startsWith('t') ? `cast(${placeholder} as text)` : placeholder),
  }
}

function parameterOf(kept: string): bigint | number | Uint8Array {
  const value = kept.slice(1)
  if (kept.startsWith('i')) return BigInt(value)
  return kept.startsWith('r') ? Number(value) : Buffer.from(value, 'hex')
}
