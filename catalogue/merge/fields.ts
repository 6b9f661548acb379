import { tagKey } from '#catalogue/clean/tags'
import type { Kind } from '#catalogue/record'
import type { Related } from '#catalogue/relation'
import type { Provenance } from './provenance'
import { choose, type Ranked, statedBy } from './rank'
import { titleSlug } from './slug'
import { union } from './union'

/** What kind of work it is: to most sources everything is a game, so whoever says more than that says it more fully. */
export function mergeKind(ranked: readonly Ranked[], provenance: Provenance): Kind {
  const stated = statedBy(ranked, ({ record }) => record.kind)
  const fuller = stated.filter(({ value }) => value !== 'game')
  if (fuller.length === 0 || fuller.length === stated.length) return choose(provenance, 'kind', stated) ?? 'game'
  const games = stated.filter(({ value }) => value === 'game')
  return choose(provenance, 'kind', [...fuller, ...games], 'completeness') ?? 'game'
}

/** The series that any record puts the game in, each once under the best-ranked of its spellings. */
export const mergeSeries = (ranked: readonly Ranked[], provenance: Provenance): string[] =>
  union(
    provenance,
    'series',
    ranked,
    ({ record }) => record.series?.map((name) => name.trim()),
    (name) => (name === '' ? '' : titleSlug(name)),
  )

/** The tags that any record carries, each once under the best-ranked of its spellings; `undefined` where none carries any. */
export function mergeTags(ranked: readonly Ranked[], provenance: Provenance): string[] | undefined {
  const tags = union(provenance, 'tags', ranked, ({ record }) => record.tags, tagKey)
  return tags.length > 0 ? tags : undefined
}

const relatedName = ({ relation, source, id }: Related) => `${relation}\n${source}\n${id}`

/** What any record says the game is to other works, each thing once, in an order of its own. */
export const mergeRelations = (ranked: readonly Ranked[], provenance: Provenance): Related[] =>
  union(provenance, 'related', ranked, ({ record }) => record.relations, relatedName).sort((one, other) =>
    relatedName(one) < relatedName(other) ? -1 : 1,
  )
