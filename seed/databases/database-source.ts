/** A declared query of a relational database. `complete`: a row that is gone is removed. Every member of the entry, named here or not, counts for its fingerprint. */
export type RelationalSource = {
  name: string
  format: 'postgres' | 'mysql' | 'sqlite'
  from: string
  passwordFile?: string | undefined
  query: string
  key: string | readonly string[]
  complete?: boolean | undefined
}

/** A declared Elasticsearch index. `complete`: a document that is gone is removed. Every member of the entry, named here or not, counts for its fingerprint. */
export type IndexSource = {
  name: string
  format: 'elasticsearch'
  from: string
  apiKeyFile?: string | undefined
  index: string
  query?: Record<string, unknown> | undefined
  key: string
  complete?: boolean | undefined
}
