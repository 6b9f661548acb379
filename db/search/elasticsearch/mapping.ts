import type { estypes } from '@elastic/elasticsearch'
import { MOST_COMPLETED } from '#catalogue/search/completions'

/** Version of the mapping, part of the index's name. Raise it with every change below: an index of another version is rebuilt. */
export const MAPPING_VERSION = 5

/** Returns the name of a new index: `vestimlib-games-v5-1767225600000`. `now` in milliseconds since 1970. */
export const indexName = (alias: string, now: number): string => `${alias}-v${MAPPING_VERSION}-${now}`

/** True for an index created for the alias, of any mapping version. */
export const isIndexOf = (alias: string, index: string): boolean => versionOf(alias, index) !== undefined

/** True if the index was created for the alias with this version of the mapping. */
export const isCurrentIndex = (alias: string, index: string): boolean => versionOf(alias, index) === MAPPING_VERSION

/** Returns the mapping version of an index, or `undefined` if it was not created for the alias: `games-v2-v1-5` is not of `games`. */
function versionOf(alias: string, index: string): number | undefined {
  const version = index.startsWith(`${alias}-v`) && /^(\d+)-\d+$/.exec(index.slice(alias.length + 2))?.[1]
  return version ? Number(version) : undefined
}

const keyword: estypes.MappingProperty = { type: 'keyword' }
const kept: estypes.MappingProperty = { type: 'keyword', index: false, doc_values: false }
const number = (type: 'short' | 'integer' | 'long' | 'float'): estypes.MappingProperty => ({ type })

/** Text that is already folded: split at spaces, nothing else. */
const words: estypes.MappingProperty = { type: 'text', analyzer: 'words', norms: false }

const wordBeginnings: estypes.MappingProperty = {
  type: 'text',
  analyzer: 'word_beginnings',
  search_analyzer: 'words',
  norms: false,
}

/** Settings while an index is filled: no refresh, since it is not searched yet, and no replica, which is copied once at the end. */
export const FILLING = { refresh_interval: '-1', number_of_replicas: 0, auto_expand_replicas: 'false' } as const

/** Settings of an index that is served: one replica if there is a second node. */
export const SERVING = { refresh_interval: '1s', auto_expand_replicas: '0-1' } as const

export const settings: estypes.IndicesIndexSettings = {
  number_of_shards: 1,
  analysis: {
    filter: { beginnings: { type: 'edge_ngram', min_gram: 1, max_gram: 20 } },
    // The ngram tokenizer, not the token filter: that puts all grams at one position, where `minimum_should_match` counts them as one.
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
  disputed: { type: 'boolean' },
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
  grams: words,
  alternativeGrams: words,
  wordCount: number('short'),
  numbers: keyword,
  pop: number('float'),
  completions: { type: 'completion', analyzer: 'words', max_input_length: MOST_COMPLETED },
}

export const mappings: estypes.MappingTypeMapping = {
  dynamic: 'strict',
  properties: { ...summary, ...filters, ...names },
}
