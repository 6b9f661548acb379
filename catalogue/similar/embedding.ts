import { hash32 } from '#lib/hash'
import { TRAIT_KINDS, type TraitKind, type Traits } from './traits'

/** How many numbers an embedding has; all but a few dozen are zero. */
export const DIMENSIONS = 1_000_000_000

/**
 * How much of the likeness of two games each kind of trait makes up, where both have all of them. Chosen by measuring
 * (docs/similar-games.md): weighting rare traits higher found no more, and would have tied a game to the rest of the catalogue.
 */
const WEIGHTS: Record<TraitKind, number> = {
  series: 2,
  name: 1,
  developer: 1,
  word: 1,
  genre: 1,
  tag: 1,
  publisher: 0.5,
  platform: 0.5,
  era: 0.5,
}

/** A unit vector: its values that are not zero, by position from 1 to `DIMENSIONS`, ascending. */
export type Embedding = readonly (readonly [position: number, value: number])[]

/**
 * The traits of a game as a vector, so that the dot product of two is the likeness of their games, 0 to 1: of each kind
 * the share they have in common (cosine), weighted. A trait's position is its hash: no word list, the same everywhere.
 */
export function embeddingOf(traits: Traits): Embedding {
  const values = new Map<number, number>()
  for (const kind of TRAIT_KINDS) {
    const value = Math.sqrt(WEIGHTS[kind] / traits[kind].length)
    for (const word of traits[kind]) {
      const position = (hash32(`${kind}:${word}`) % DIMENSIONS) + 1
      values.set(position, (values.get(position) ?? 0) + value)
    }
  }
  const length = Math.hypot(...values.values())
  return [...values].sort(([one], [other]) => one - other).map(([position, value]) => [position, value / length])
}

const DECIMALS = 1e4

/** An embedding as `sparsevec` of pgvector is written. */
export const embeddingText = (embedding: Embedding): string =>
  `{${embedding.map(([position, value]) => `${position}:${Math.round(value * DECIMALS) / DECIMALS}`).join(',')}}/${DIMENSIONS}`
