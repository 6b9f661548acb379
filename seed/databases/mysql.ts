import { SQL } from 'bun'
import { Failure } from '#lib/errors'
import { asTable, type KeyPart, type QueryColumn, type SqlDialect } from './dialect'
import { codeOf, type FaultKind } from './faults'
import { rowText } from './json-text'
import { databaseOf } from './postgres'
import { STATEMENT_SECONDS } from './retry'

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``

/** Column types of the protocol, grouped by how they are read. */
const WHOLE = [1, 2, 3, 8, 9, 13]
const DECIMAL = [0, 246]
const TEMPORAL = [7, 10, 11, 12]
const TEXTS = [252, 253, 254]
const JSON_TYPE = 245
/** The driver returns more digits than the value has. */
const FLOAT = 4
/** Column flags of the protocol. */
const UNSIGNED = 32
const BINARY = 128
/** Flags of enum and set: sorted by position in their list, but compared as text. */
const LISTED = 256 | 2048

/** Types to which a parameter is cast for a key column of a date or time, by the type of the column. */
const CASTS: Record<number, string> = { 7: 'datetime(6)', 10: 'date', 11: 'time(6)', 12: 'datetime(6)' }

/** Fault kind by error number or code of the driver; the first match counts. */
const KINDS: readonly [RegExp, FaultKind][] = [
  [/^(?:1045|1044|1698|ERR_MYSQL_\w*(?:AUTH|PASSWORD|PUBLIC_KEY))/, 'password'],
  [/^(?:1049|1046)$/, 'database'],
  [/^(?:1142|1143|1370)$/, 'forbidden'],
  [/^(?:1792|1290)$/, 'writes'],
  [/^(?:1969|3024)$/, 'slow'],
  [/^(?:1064|1054|1146|1060|1052|1055|1248|1267|1271|1305|1295|ERR_MYSQL_SYNTAX)/, 'query'],
  [
    /^(?:1040|1053|1077|1080|1129|1152|1158|1159|116[01]|1203|1205|1213|1226|1927|2006|2013|ERR_MYSQL_CONNECTION|ERR_MYSQL_IDLE|ERR_MYSQL_LIFETIME|E[A-Z]+$)/,
    'away',
  ],
]

/**
 * MySQL and MariaDB. Dates and times are read as text of the server, because the driver does not know dates such as
 * 0000-00-00. JSON is read as stored, so that no digit is lost.
 */
export const mysql: SqlDialect = {
  connect: ({ address, password }, connectTimeoutMs) =>
    new SQL({
      url: address,
      adapter: 'mysql',
      max: 1,
      connectionTimeout: connectTimeoutMs / 1000,
      bigint: true,
      ...databaseOf(address),
      ...(password !== undefined && { password }),
    }),
  // MariaDB runs the first comment as SQL and MySQL the second; each skips the other.
  session: `set session transaction read only; set session time_zone = '+00:00' /*M!100100 , session max_statement_time = ${STATEMENT_SECONDS} */ /*!80000 , session max_execution_time = ${STATEMENT_SECONDS * 1000} */`,
  quote,
  placeholder: () => '?',
  columnsOf: (query) => `select * from ${asTable(query)} limit ?`,
  columnsLimit: 0,
  async shapeOf(_, columns, keys) {
    const names = columns.map(({ name }) => name)
    const json = new Set(columns.filter(({ type }) => type === JSON_TYPE).map(({ name }) => name))
    return {
      keys: keys.map(keyPart),
      record: columns.map((column) => `${selected(column)} as ${quote(column.name)}`).join(', '),
      names,
      bytes: names.map((name) => `coalesce(octet_length(vl_q.${quote(name)}), 0)`).join(' + '),
      textOf: (row) => rowText(row, names, json),
    }
  },
  kindOf: (error) => KINDS.find(([pattern]) => pattern.test(codeOf(error)))?.[1] ?? 'refused',
}

const selected = ({ name, type }: QueryColumn): string =>
  [...TEMPORAL, FLOAT, JSON_TYPE].includes(type) ? `cast(vl_q.${quote(name)} as char)` : `vl_q.${quote(name)}`

function keyPart(key: QueryColumn): KeyPart {
  const column = `vl_q.${quote(key.name)}`
  const isBinary = TEXTS.includes(key.type) && (key.flags & BINARY) > 0 && (key.flags & LISTED) === 0
  if (TEXTS.includes(key.type) && (key.flags & LISTED) === 0) return isBinary ? bytesOrText(column) : textPart(column)
  const type = castOf(key)
  return {
    column,
    text: `cast(${column} as char)`,
    keep: String,
    value: (kept) => kept,
    bind: (placeholder) => `cast(${placeholder} as ${type})`,
  }
}

function castOf({ name, type, flags }: QueryColumn): string {
  if (WHOLE.includes(type)) return (flags & UNSIGNED) > 0 ? 'unsigned' : 'signed'
  if (DECIMAL.includes(type)) return 'decimal(65,30)'
  const cast = CASTS[type]
  if (cast) return cast
  throw new Failure(
    'configuration',
    `"${name}" cannot be a key, because MySQL may use one rule to sort a column of this type and another to compare it. Cast it in the query, to char or decimal.`,
  )
}

/**
 * Text is bound as text, so that the collation of the column applies to comparing and to sorting. NUL, which a
 * checkpoint cannot store, is escaped.
 */
const textPart = (column: string): KeyPart => ({
  column,
  text: column,
  keep: (value) => String(value).replaceAll('%', '%25').replaceAll('\0', '%00'),
  value: decodeURIComponent,
  bind: (placeholder) => placeholder,
})

/** The protocol marks bytes and text of a binary collation alike: only the value shows which of them it is. */
const bytesOrText = (column: string): KeyPart => {
  const text = textPart(column)
  return {
    ...text,
    keep: (value) => (value instanceof Uint8Array ? `x${Buffer.from(value).toString('hex')}` : `t${text.keep(value)}`),
    value: (kept) => (kept.startsWith('x') ? kept.slice(1) : text.value(kept.slice(1))),
    bind: (placeholder, kept) => (kept.startsWith('x') ? `unhex(${placeholder})` : placeholder),
  }
}
