import { hash32 } from '#lib/hash'
import { TRAIT_KINDS, type TraitKind, type Traits } from './traits'

/** Dimensions of an embedding. All but a few dozen values are zero. */
export const DIMENSIONS = 1_000_000_000

/**
 * Weights of the kinds of traits in the similarity of two games. Chosen by measuring (docs/similar-games.md): higher weights for rare
 * traits (idf) did not find more, and each embedding would have depended on the rest of the catalogue.
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

/** A sparse unit vector: its non-zero values, by ascending position from 1 to `DIMENSIONS`. */
export type Embedding = readonly (readonly [position: number, value: number])[]

/**
 * Returns the embedding of a game. The dot product of two is the similarity of their games, 0 to 1: each kind counts with its
 * weight and the share of traits in common (cosine). The position of a trait is its hash, so the traits need no numbering.
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

/** Formats an embedding as a `sparsevec` of pgvector, with four decimals. */
export const embeddingText = (embedding: Embedding): string =>
  `{${embedding.map(([position, value]) => `${position}:${Math.round(value * DECIMALS) / DECIMALS}`).join(',')}}/${DIMENSIONS}`
