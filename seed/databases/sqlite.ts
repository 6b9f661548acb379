import { SQL } from 'bun'
import { asTable, type KeyPart, type QueryColumn, type SqlDialect } from './dialect'
import { codeOf, type FaultKind } from './faults'
import { rowText } from './json-text'

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

const KINDS: readonly [RegExp, FaultKind][] = [
  [/^SQLITE_(?:CANTOPEN|NOTADB|IOERR|PERM|AUTH)/, 'file'],
  [/^SQLITE_(?:READONLY)/, 'writes'],
  [/^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/, 'away'],
  [/^SQLITE_(?:ERROR|RANGE|TOOBIG)/, 'query'],
]

/** SQLite, in this process: a file, opened to be read only. A value has a type of its own, so a key is kept with it. */
export const sqlite: SqlDialect = {
  connect: ({ address }) =>
    new SQL({ adapter: 'sqlite', filename: address, readonly: true, create: false, safeIntegers: true }),
  session: undefined,
  quote,
  placeholder: (ordinal) => `?${ordinal}`,
  // Nothing joined on the left gives one row at least, and with it the names.
  columnsOf: (query) => `select vl_q.* from (select 1) left join ${asTable(query)} on true limit ?1`,
  columnsAsked: 1,
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

/** Texts travel as bytes: one that is no UTF-8 would come back as another. The column is on the left, so its collation decides. */
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
