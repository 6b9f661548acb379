import type { RecordRef } from './record-ref'

/** Relations between two games, each with its inverse. */
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

/** All relations with their inverses, in both directions. */
export const INVERSES: readonly (readonly [relation: Relation, inverse: Relation])[] = PAIRS.flatMap(
  ([relation, inverse]) => [[relation, inverse] as const, [inverse, relation] as const],
)

/** All relations, each once. */
export const RELATIONS: readonly Relation[] = INVERSES.map(([relation]) => relation)

/** A relation to another game, which is identified by its id at a source and may not be in the catalogue. */
export type Related = { relation: Relation; source: string; id: string }

/** A person's statement that a game has (`holds`) or does not have a relation to the game of a record. */
export type RelationRuling = { relation: Relation; record: RecordRef; holds: boolean }
