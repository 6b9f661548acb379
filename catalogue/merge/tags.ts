import { tagKey } from '#catalogue/clean/tags'
import type { Provenance } from './provenance'
import type { Ranked } from './rank'
import { union } from './union'

/** The tags that any record carries, each once under the best-ranked of its spellings; `undefined` where none carries any. */
export function mergeTags(ranked: readonly Ranked[], provenance: Provenance): string[] | undefined {
  const tags = union(provenance, 'tags', ranked, ({ record }) => record.tags, tagKey)
  return tags.length > 0 ? tags : undefined
}
