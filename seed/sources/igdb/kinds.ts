import type { Kind } from '#catalogue/record'

/** What a game of this type (`game_type`) is for us, and the package it is where its title does not tell. */
type Type = { kind: Kind; edition?: string }

const GAME: Type = { kind: 'game' }
/** What is bought for a game and played with it. */
const ADDITION: Type = { kind: 'dlc' }

/**
 * Their types by id. The same work in another package is a game with an edition: whether it joins its original is decided by
 * title and ids.
 */
const TYPES: ReadonlyMap<number, Type> = new Map([
  [0, GAME],
  [1, ADDITION],
  [2, { kind: 'expansion' }],
  [3, { kind: 'bundle' }],
  [4, { kind: 'expansion' }], // standalone
  [5, { kind: 'mod' }],
  [6, ADDITION], // episode
  [7, ADDITION], // season
  [8, { kind: 'remake' }],
  [9, { kind: 'game', edition: 'remaster' }],
  [10, { kind: 'game', edition: 'expanded' }],
  [11, GAME], // port
  [12, { kind: 'mod' }], // fork
  [13, ADDITION], // pack
  [14, ADDITION], // update
])

/** What a game of this type is; nothing for a type of later days. */
export const typeOf = (id: number | undefined): Partial<Type> => (id === undefined ? {} : (TYPES.get(id) ?? {}))
