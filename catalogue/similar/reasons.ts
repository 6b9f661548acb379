import type { TraitKind, Traits } from './traits'

/** Kinds of traits that are reasons, the most specific first. A shared era is none: too many games have it. */
export const REASON_KINDS = [
  'series',
  'name',
  'developer',
  'publisher',
  'genre',
  'tag',
  'word',
  'platform',
] as const satisfies readonly TraitKind[]
export type ReasonKind = (typeof REASON_KINDS)[number]

/** Traits of one kind that two games share, and how many they are. */
export type SimilarityReason = { kind: ReasonKind; count: number }

const WORDING: Readonly<Record<ReasonKind, { one: string; several: (count: number) => string }>> = {
  series: { one: 'same series', several: (count) => `${count} shared series` },
  name: { one: 'same name', several: (count) => `${count} shared names` },
  developer: { one: 'same developer', several: (count) => `${count} shared developers` },
  publisher: { one: 'same publisher', several: (count) => `${count} shared publishers` },
  genre: { one: '1 shared genre', several: (count) => `${count} shared genres` },
  tag: { one: '1 shared tag', several: (count) => `${count} shared tags` },
  word: { one: '1 shared title word', several: (count) => `${count} shared title words` },
  platform: { one: '1 shared platform', several: (count) => `${count} shared platforms` },
}

/**
 * Kinds that are no reason by themselves: games that share a genre and a platform are as rarely of one series as any two games, and
 * players tag them little more alike (docs/similar-games.md).
 */
const COMMON: ReadonlySet<TraitKind> = new Set(['genre', 'platform'])
/** Least share of the words of both titles (cosine) from which shared words are a reason by themselves. */
const MIN_WORD_SHARE = 0.5

/** Returns a reason in words. */
export function reasonText({ kind, count }: SimilarityReason): string {
  const { one, several } = WORDING[kind]
  return count === 1 ? one : several(count)
}

/**
 * Returns what two games have in common, the most specific first. An empty list if these are only genres, platforms and less than half
 * of the words of their titles.
 */
export function similarityReasons(one: Traits, other: Traits): SimilarityReason[] {
  const reasons = REASON_KINDS.flatMap((kind) => {
    // A shared name implies shared words of the title: one reason, not two.
    if (kind === 'word' && shared(one.name, other.name) > 0) return []
    const count = shared(one[kind], other[kind])
    return count === 0 ? [] : [{ kind, count }]
  })
  return reasons.some(({ kind }) => isTelling(kind, one, other)) ? reasons : []
}

const isTelling = (kind: TraitKind, one: Traits, other: Traits): boolean =>
  kind === 'word' ? wordShare(one, other) >= MIN_WORD_SHARE : !COMMON.has(kind)

const wordShare = ({ word: one }: Traits, { word: other }: Traits): number =>
  shared(one, other) / Math.sqrt(one.length * other.length)

function shared(one: readonly string[], other: readonly string[]): number {
  const theirs = new Set(other)
  return one.filter((word) => theirs.has(word)).length
}
