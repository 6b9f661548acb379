/** A declared query of a relational database. Every member of the entry, named here or not, counts for its fingerprint. */
export type RelationalSource = {
  name: string
  format: 'postgres' | 'mysql' | 'sqlite'
  from: string
  passwordFile?: string | undefined
  query: string
  key: string | readonly string[]
}

/** A declared Elasticsearch index. Every member of the entry, named here or not, counts for its fingerprint. */
export type IndexSource = {
  name: string
  format: 'elasticsearch'
  from: string
  apiKeyFile?: string | undefined
  index: string
  query?: Record<string, unknown> | undefined
  key: string
}
