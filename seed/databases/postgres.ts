import { SQL } from 'bun'
import { asTable, type KeyPart, type QueryColumn, type SqlDialect } from './dialect'
import { codeOf, type FaultKind } from './faults'
import { STATEMENT_SECONDS } from './retry'

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Fault kind by SQLSTATE or code of the driver; the first match counts. */
const KINDS: readonly [RegExp, FaultKind][] = [
  [/^(?:28|ERR_POSTGRES_\w*(?:AUTH|PASSWORD|SASL))/, 'password'],
  [/^3D000$/, 'database'],
  [/^42501$/, 'forbidden'],
  [/^25006$/, 'writes'],
  [/^57014$/, 'slow'],
  [/^(?:42|0A|ERR_POSTGRES_SYNTAX)/, 'query'],
  [/^(?:08|57P|53|40|ERR_POSTGRES_CONNECTION|ERR_POSTGRES_IDLE|ERR_POSTGRES_LIFETIME|E[A-Z]+$)/, 'away'],
]

/** Postgres. The server writes each row as JSON, and casts the key to text and back to its own type. */
export const postgres: SqlDialect = {
  connect: ({ address, password }, connectTimeoutMs) =>
    new SQL({
      url: address,
      adapter: 'postgres',
      max: 1,
      connectionTimeout: connectTimeoutMs / 1000,
      ...databaseOf(address),
      ...(password !== undefined && { password }),
    }),
  session: `set default_transaction_read_only to on; set statement_timeout to '${STATEMENT_SECONDS}s'; set timezone to 'UTC'; set datestyle to 'ISO'; set intervalstyle to 'postgres'; set bytea_output to 'hex'; set extra_float_digits to 1`,
  quote,
  placeholder: (ordinal) => `$${ordinal}`,
  columnsOf: (query) => `select * from ${asTable(query)} limit $1`,
  columnsLimit: 0,
  async shapeOf(ask, _, keys) {
    const parts: KeyPart[] = []
    for (const key of keys) {
      // -1 and not null: for character(n) null gives "character", which is character(1), so a cast would cut each key to its
      // first letter; -1 gives "bpchar", which has no length.
      const [row] = await ask('select format_type($1::text::oid, -1) as type', [String(key.type)])
      parts.push(keyPart(key, String(row?.type)))
    }
    return {
      keys: parts,
      record: 'row_to_json(vl_q)::text as vl_record',
      names: ['vl_record'],
      bytes: 'octet_length(row_to_json(vl_q)::text)',
      textOf: (row) => String(row.vl_record),
    }
  },
  kindOf: (error) => KINDS.find(([pattern]) => pattern.test(codeOf(error)))?.[1] ?? 'refused',
}

/** Returns the database in an address as an explicit option, because variables such as PGDATABASE may name another. */
export function databaseOf(address: string): { database?: string } {
  const database = decodeURIComponent(new URL(address).pathname.slice(1))
  return database ? { database } : {}
}

function keyPart({ name }: QueryColumn, type: string): KeyPart {
  const column = `vl_q.${quote(name)}`
  return {
    column,
    text: `${column}::text`,
    keep: String,
    value: (kept) => kept,
    bind: (placeholder) => `${placeholder}::text::${type}`,
  }
}
