/**
 * Longest duration of a call to Elasticsearch, from its start to the last byte of the response, in ms. Every call has one of these:
 * the client applies `ask` to calls that name none.
 */
export const DEADLINES_MS = {
  /** A search of the service, all its steps and a second try together. Postgres answers after it, within 1.5 s in all. */
  search: 1_200,
  /** A suggestion, with a second try: somebody is typing. Postgres answers after it. */
  suggest: 1_000,
  /** The check of readiness. */
  ping: 1_000,
  /** A question about indices, such as which one an alias points to. */
  ask: 5_000,
  /** Creating, dropping, configuring or serving an index. Elasticsearch itself gives up after 30 s. */
  change: 35_000,
  /** One page of documents, or one sum over all of them. */
  page: 30_000,
  /** Making the documents written so far visible. */
  refresh: 60_000,
  /** One request of documents to index. */
  bulk: 60_000,
} as const

/** Largest response that is read, in bytes. Elasticsearch counts as away if it sends more. */
export const LARGEST_RESPONSE = 64_000_000

/** Largest response to a search of the service, in bytes: a page of 100 games is about 50 kB. */
export const LARGEST_SEARCH_RESPONSE = 8_000_000
