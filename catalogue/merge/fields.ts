import { tagKey } from '#catalogue/clean/tags'
import type { Kind } from '#catalogue/record'
import type { Related } from '#catalogue/relation'
import type { Provenance } from './provenance'
import { choose, type Ranked, statedBy } from './rank'
import { titleSlug } from './slug'
import { union } from './union'

/**
 * Returns the kind, `game` if none is stated. Any other kind wins over `game`, because most sources call everything a game. Records
 * whose title names an edition count only where no other states a kind.
 */
export function mergeKind(ranked: readonly Ranked[], provenance: Provenance): Kind {
  const every = statedBy(ranked, ({ record }) => record.kind)
  const base = every.filter(({ by }) => by.edition === '')
  const stated = base.length > 0 ? base : every
  const specific = stated.filter(({ value }) => value !== 'game')
  if (specific.length === 0 || specific.length === stated.length) return choose(provenance, 'kind', stated) ?? 'game'
  const games = stated.filter(({ value }) => value === 'game')
  return choose(provenance, 'kind', [...specific, ...games], 'completeness') ?? 'game'
}

/** Returns the series that any record states, each once, with the spelling of its best-ranked record. */
export const mergeSeries = (ranked: readonly Ranked[], provenance: Provenance): string[] =>
  union(
    provenance,
    'series',
    ranked,
    ({ record }) => record.series?.map((name) => name.trim()),
    (name) => (name === '' ? '' : titleSlug(name)),
  )

/** Returns the tags that any record states, each once, with its best-ranked spelling; `undefined` if there are none. */
export function mergeTags(ranked: readonly Ranked[], provenance: Provenance): string[] | undefined {
  const tags = union(provenance, 'tags', ranked, ({ record }) => record.tags, tagKey)
  return tags.length > 0 ? tags : undefined
}

const relationKey = ({ relation, source, id }: Related) => `${relation}\n${source}\n${id}`

/** Returns the relations that any record states, each once, ordered by relation, source and id. */
export const mergeRelations = (ranked: readonly Ranked[], provenance: Provenance): Related[] =>
  union(provenance, 'related', ranked, ({ record }) => record.relations, relationKey).sort((one, other) =>
    relationKey(one) < relationKey(other) ? -1 : 1,
  )
