import { SQL } from 'bun'
import { Failure } from '#lib/errors'
import { asTable, type KeyPart, type QueryColumn, type SqlDialect } from './dialect'
import { codeOf, type FaultKind } from './faults'
import { rowText } from './json-text'
import { databaseOf } from './postgres'
import { STATEMENT_SECONDS } from './retry'

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``

/** Types of the protocol by what has to be done about them. */
const WHOLE = [1, 2, 3, 8, 9, 13]
const DECIMAL = [0, 246]
const TEMPORAL = [7, 10, 11, 12]
const TEXTS = [252, 253, 254]
const JSON_TYPE = 245
/** The driver makes more digits of it than there are. */
const FLOAT = 4
const UNSIGNED = 32
const BINARY = 128
/** Sorted by their place in a list and compared as texts. */
const LISTED = 256 | 2048

const CASTS: Record<number, string> = { 7: 'datetime(6)', 10: 'date', 11: 'time(6)', 12: 'datetime(6)' }

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
 * MySQL and MariaDB. Days and times come as the server writes them: it knows days such as 0000-00-00, which the driver
 * does not. JSON comes as it is stored, so that no digit of it is lost.
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
  // The comments are how MariaDB and MySQL are told apart: each reads its own and skips the other.
  session: `set session transaction read only; set session time_zone = '+00:00' /*M!100100 , session max_statement_time = ${STATEMENT_SECONDS} */ /*!80000 , session max_execution_time = ${STATEMENT_SECONDS * 1000} */`,
  quote,
  placeholder: () => '?',
  columnsOf: (query) => `select * from ${asTable(query)} limit ?`,
  columnsAsked: 0,
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
  const isBytes = TEXTS.includes(key.type) && (key.flags & BINARY) > 0 && (key.flags & LISTED) === 0
  if (TEXTS.includes(key.type) && (key.flags & LISTED) === 0) return isBytes ? bytesOrText(column) : textPart(column)
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
    `"${name}" cannot be a key: MySQL does not compare such a column exactly as it sorts it. Cast it in the query, to char or decimal.`,
  )
}

/** A text stays one, so that the collation of its column decides: of what is compared and of what is sorted. NUL, which no checkpoint keeps, is escaped. */
const textPart = (column: string): KeyPart => ({
  column,
  text: column,
  keep: (value) => String(value).replaceAll('%', '%25').replaceAll('\0', '%00'),
  value: decodeURIComponent,
  bind: (placeholder) => placeholder,
})

/** The protocol marks bytes and texts of a binary collation alike: only the value tells which it is. */
const bytesOrText = (column: string): KeyPart => {
  const text = textPart(column)
  return {
    ...text,
    keep: (value) => (value instanceof Uint8Array ? `x${Buffer.from(value).toString('hex')}` : `t${text.keep(value)}`),
    value: (kept) => (kept.startsWith('x') ? kept.slice(1) : text.value(kept.slice(1))),
    bind: (placeholder, kept) => (kept.startsWith('x') ? `unhex(${placeholder})` : placeholder),
  }
}
