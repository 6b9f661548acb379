import type { Kind } from '#catalogue/record'
import type { Relation } from '#catalogue/relation'

/** Meaning of a `game_type`: our kind, the relation to `parent_game`, and the edition if the title names none. */
type Type = { kind: Kind; relation?: Relation; edition?: string }

const GAME: Type = { kind: 'game' }
/** Content that is bought for a game and played in it. */
const ADDITION: Type = { kind: 'dlc', relation: 'dlc_of' }
const EXPANSION: Type = { kind: 'expansion', relation: 'expansion_of' }
const MOD: Type = { kind: 'mod', relation: 'mod_of' }

/**
 * Meanings by `game_type` id. The same work in another package is a game with an edition; title and ids decide whether it is
 * matched with its original.
 */
const TYPES: ReadonlyMap<number, Type> = new Map([
  [0, GAME],
  [1, ADDITION],
  [2, EXPANSION],
  [3, { kind: 'bundle' }],
  [4, EXPANSION], // standalone
  [5, MOD],
  [6, ADDITION], // episode
  [7, ADDITION], // season
  [8, { kind: 'remake', relation: 'remake_of' }],
  [9, { kind: 'game', relation: 'remaster_of', edition: 'remaster' }],
  [10, { kind: 'game', relation: 'expanded_version_of', edition: 'expanded' }],
  [11, { kind: 'game', relation: 'port_of' }],
  [12, MOD], // fork
  [13, ADDITION], // pack
  [14, ADDITION], // update
])

/** Returns the meaning of a `game_type`; an empty object for a type that this version does not know. */
export const typeOf = (id: number | undefined): Partial<Type> => (id === undefined ? {} : (TYPES.get(id) ?? {}))
