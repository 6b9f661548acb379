import type { Kind } from '#catalogue/record'
import type { Relation } from '#catalogue/relation'

/** What a game of this type (`game_type`) is for us and to its `parent_game`, and the package where its title does not tell. */
type Type = { kind: Kind; relation?: Relation; edition?: string }

const GAME: Type = { kind: 'game' }
/** What is bought for a game and played with it. */
const ADDITION: Type = { kind: 'dlc', relation: 'dlc_of' }
const EXPANSION: Type = { kind: 'expansion', relation: 'expansion_of' }
const MOD: Type = { kind: 'mod', relation: 'mod_of' }

/**
 * Their types by id. The same work in another package is a game with an edition: whether it joins its original is decided by
 * title and ids.
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

/** What a game of this type is; nothing for a type of later days. */
export const typeOf = (id: number | undefined): Partial<Type> => (id === undefined ? {} : (TYPES.get(id) ?? {}))
