import type { estypes } from '@elastic/elasticsearch'

/** Moves with every change of what follows; it stands in the index's name, and an index of another version is rebuilt. */
export const MAPPING_VERSION = 1

/** A new index behind an alias: `vestimlib-games-v1-1767225600000`. */
export const indexName = (alias: string, now: number): string => `${alias}-v${MAPPING_VERSION}-${now}`

/** True for every index ever made for the alias, of any version. */
export const isIndexOf = (alias: string, index: string): boolean =>
  index.startsWith(`${alias}-v`) && /^\d+-\d+$/.test(index.slice(alias.length + 2))

const keyword: estypes.MappingProperty = { type: 'keyword' }
const kept: estypes.MappingProperty = { type: 'keyword', index: false, doc_values: false }
const number = (type: 'short' | 'integer' | 'long' | 'float'): estypes.MappingProperty => ({ type })

/** Texts arrive folded: words are split at spaces and nothing else happens to them. */
const words: estypes.MappingProperty = { type: 'text', analyzer: 'words', norms: false }

const wordBeginnings: estypes.MappingProperty = {
  type: 'text',
  analyzer: 'word_beginnings',
  search_analyzer: 'words',
  norms: false,
}

/** Settings while an index is filled: nothing is searched yet, and copies are made of it once, when it is whole. */
export const FILLING = { refresh_interval: '-1', number_of_replicas: 0, auto_expand_replicas: 'false' } as const

/** Settings of an index that is served: a copy wherever there is a second node to hold it. */
export const SERVING = { refresh_interval: '1s', auto_expand_replicas: '0-1' } as const

export const settings: estypes.IndicesIndexSettings = {
  number_of_shards: 1,
  analysis: {
    filter: { beginnings: { type: 'edge_ngram', min_gram: 1, max_gram: 20 } },
    // The tokenizer, not the filter: a filter puts all grams at one position, where a minimum counts them as one.
    tokenizer: { letters_in_threes: { type: 'ngram', min_gram: 3, max_gram: 3 } },
    analyzer: {
      words: { type: 'custom', tokenizer: 'whitespace' },
      word_beginnings: { type: 'custom', tokenizer: 'whitespace', filter: ['beginnings'] },
      letters_in_threes: { type: 'custom', tokenizer: 'letters_in_threes' },
    },
  },
}

const summary: Record<string, estypes.MappingProperty> = {
  id: keyword,
  slug: kept,
  title: kept,
  kind: keyword,
  year: number('short'),
  released: { type: 'object', enabled: false },
  platforms: keyword,
  genres: keyword,
  score: { properties: { critics: number('float'), users: number('float'), votes: number('integer') } },
  salesCopies: number('long'),
  popularity: number('long'),
}

const filters: Record<string, estypes.MappingProperty> = {
  companies: keyword,
  sources: keyword,
  updatedAt: { type: 'date' },
}

const names: Record<string, estypes.MappingProperty> = {
  fold: keyword,
  norm: { ...words, fields: { beginnings: wordBeginnings } },
  compact: { type: 'keyword', fields: { threes: { type: 'text', analyzer: 'letters_in_threes' } } },
  alternativeFolds: keyword,
  alternativeNorms: words,
  alternativeCompacts: keyword,
  initials: keyword,
  initialsTexts: words,
  wordCount: number('short'),
  pop: number('float'),
}

/** `bucket` and `hash` let a whole index be compared with Postgres by one aggregation. */
const proof: Record<string, estypes.MappingProperty> = { bucket: keyword, hash: number('long') }

export const mappings: estypes.MappingTypeMapping = {
  dynamic: 'strict',
  properties: { ...summary, ...filters, ...names, ...proof },
}

/** True where an index was made with the mapping above. */
export const isCurrentIndex = (alias: string, index: string): boolean =>
  index.startsWith(`${alias}-v${MAPPING_VERSION}-`)
