import * as v from 'valibot'
import { nonEmptyText } from '#seed/declared/closed'
import { holdsSeveral } from './statement'

/** The relational databases that are read, by their format. */
export const DIALECTS = ['postgres', 'mysql', 'sqlite'] as const

const PROTOCOLS: Record<string, readonly string[]> = {
  postgres: ['postgres:', 'postgresql:'],
  mysql: ['mysql:', 'mariadb:'],
  elasticsearch: ['http:', 'https:'],
}

const statement = v.pipe(
  nonEmptyText,
  v.check((query) => !holdsSeveral(query), 'holds several statements: leave one select'),
)

/** What an entry of a relational database says besides what every entry says. `from` of SQLite is a file. */
export const RELATIONAL = {
  format: v.picklist(DIALECTS),
  from: nonEmptyText,
  passwordFile: v.optional(nonEmptyText),
  query: statement,
}

/** What an entry of an Elasticsearch index says besides what every entry says. */
export const ELASTICSEARCH = {
  format: v.literal('elasticsearch'),
  from: nonEmptyText,
  index: v.pipe(
    nonEmptyText,
    v.regex(/^[^_\s/?#"<>|\\][^\s/?#"<>|\\]*$/, 'is to be the name of an index, an alias or a pattern'),
  ),
  apiKeyFile: v.optional(nonEmptyText),
  query: v.optional(
    v.pipe(
      v.record(v.string(), v.unknown(), 'is to be one clause of a query, an object'),
      v.check((query) => Object.keys(query).length === 1, 'is to be one clause: {"term": {…}}, or several in a bool'),
    ),
  ),
  key: v.pipe(nonEmptyText, v.regex(/^(?:_id|[^_].*)$/, 'is to be a field of the documents, or _id')),
}

/** An entry as far as its address goes. */
export type Addressed = { format: string; from: string; passwordFile?: string | undefined }

/** What is wrong with the address of an entry, and under which name; `undefined` when it is one. */
export function faultOfAddress({
  format,
  from,
  passwordFile,
}: Addressed): { member: string; says: string } | undefined {
  const protocols = PROTOCOLS[format]
  if (!protocols)
    return passwordFile === undefined
      ? undefined
      : { member: 'passwordFile', says: 'is of no use: a file of SQLite has no password' }
  const url = URL.canParse(from) ? new URL(from) : undefined
  if (!url || !protocols.includes(url.protocol))
    return { member: 'from', says: `is to be an address that begins with ${protocols.join('// or ')}//` }
  if (url.password && passwordFile !== undefined)
    return { member: 'passwordFile', says: 'is of no use beside the password in from: keep one of them' }
  return undefined
}
