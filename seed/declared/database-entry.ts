import * as v from 'valibot'
import { nonEmptyText } from '#catalogue/list/cells/closed'

/** Formats of the relational databases that can be read. */
export const DIALECTS = ['postgres', 'mysql', 'sqlite'] as const

const PROTOCOLS: Record<string, readonly string[]> = {
  postgres: ['postgres:', 'postgresql:'],
  mysql: ['mysql:', 'mariadb:'],
  elasticsearch: ['http:', 'https:'],
}

/** Members of an entry of a relational database, besides the common ones. For SQLite, `from` is a file. */
export const RELATIONAL = {
  format: v.picklist(DIALECTS),
  from: nonEmptyText,
  passwordFile: v.optional(nonEmptyText),
  query: nonEmptyText,
}

/** Members of an entry of an Elasticsearch index, besides the common ones. */
export const ELASTICSEARCH = {
  format: v.literal('elasticsearch'),
  from: nonEmptyText,
  index: v.pipe(
    nonEmptyText,
    v.regex(/^[^_\s/?#"<>|\\][^\s/?#"<>|\\]*$/, 'must be the name of an index, an alias or a pattern'),
  ),
  apiKeyFile: v.optional(nonEmptyText),
  query: v.optional(
    v.pipe(
      v.record(v.string(), v.unknown(), 'must be one query clause, an object'),
      v.check((query) => Object.keys(query).length === 1, 'must be one clause: {"term": {…}}, or several in a bool'),
    ),
  ),
  key: v.pipe(nonEmptyText, v.regex(/^(?:_id|[^_].*)$/, 'must be a field of the documents, or _id')),
}

/** The members of an entry that give its address. */
export type Addressed = { format: string; from: string; passwordFile?: string | undefined }

/** Returns the fault in the address of an entry and the member it is in; `undefined` if there is none. */
export function faultOfAddress({
  format,
  from,
  passwordFile,
}: Addressed): { member: string; says: string } | undefined {
  const protocols = PROTOCOLS[format]
  if (!protocols)
    return passwordFile === undefined
      ? undefined
      : { member: 'passwordFile', says: 'has no effect: a SQLite file has no password' }
  const url = URL.canParse(from) ? new URL(from) : undefined
  if (!url || !protocols.includes(url.protocol))
    return { member: 'from', says: `must be an address that begins with ${protocols.join('// or ')}//` }
  if (url.password && passwordFile !== undefined)
    return { member: 'passwordFile', says: 'has no effect beside the password in from: keep one of them' }
  return undefined
}
