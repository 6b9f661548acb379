import type { RecordRef } from './record-ref'

/** How one work belongs to another: the word, and the same seen from the other side. */
const PAIRS = [
  ['remake_of', 'has_remake'],
  ['remaster_of', 'has_remaster'],
  ['port_of', 'has_port'],
  ['expanded_version_of', 'has_expanded_version'],
  ['dlc_of', 'has_dlc'],
  ['expansion_of', 'has_expansion'],
  ['demo_of', 'has_demo'],
  ['mod_of', 'has_mod'],
  ['soundtrack_of', 'has_soundtrack'],
  ['bundle_contains', 'in_bundle'],
] as const

export type Relation = (typeof PAIRS)[number][number]

/** Every word, each beside what it is from the other side. */
export const INVERSES: readonly (readonly [relation: Relation, inverse: Relation])[] = PAIRS.flatMap(
  ([relation, inverse]) => [[relation, inverse] as const, [inverse, relation] as const],
)

/** Every word, once. */
export const RELATIONS: readonly Relation[] = INVERSES.map(([relation]) => relation)

/** What a work is to another one, which is named by its id at a source: that one need not be known yet, or ever. */
export type Related = { relation: Relation; source: string; id: string }

/** What a person says a work is, or is not, to the work of a record. */
export type RelationRuling = { relation: Relation; record: RecordRef; holds: boolean }
