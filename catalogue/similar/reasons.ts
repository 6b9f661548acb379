import type { TraitKind, Traits } from './traits'

/** Wording of the reasons, the most specific first. A shared era is no reason: too many games have it. */
const REASONS: readonly { kind: TraitKind; one: string; several: (count: number) => string }[] = [
  { kind: 'series', one: 'same series', several: (count) => `${count} shared series` },
  { kind: 'name', one: 'same name', several: (count) => `${count} shared names` },
  { kind: 'developer', one: 'same developer', several: (count) => `${count} shared developers` },
  { kind: 'publisher', one: 'same publisher', several: (count) => `${count} shared publishers` },
  { kind: 'genre', one: '1 shared genre', several: (count) => `${count} shared genres` },
  { kind: 'tag', one: '1 shared tag', several: (count) => `${count} shared tags` },
  { kind: 'word', one: '1 shared title word', several: (count) => `${count} shared title words` },
  { kind: 'platform', one: '1 shared platform', several: (count) => `${count} shared platforms` },
]

/**
 * Kinds that are no reason by themselves: games that share a genre and a platform are as rarely of one series as any two games, and
 * players tag them little more alike (docs/similar-games.md).
 */
const COMMON: ReadonlySet<TraitKind> = new Set(['genre', 'platform'])
/** Least share of the words of both titles (cosine) from which shared words are a reason by themselves. */
const MIN_WORD_SHARE = 0.5

/**
 * Returns the traits that two games share, in words, the most specific first. An empty list if these are only genres, platforms and less
 * than half of the words of their titles.
 */
export function similarityReasons(one: Traits, other: Traits): string[] {
  const reasons = REASONS.flatMap(({ kind, one: single, several }) => {
    // A shared name implies shared words of the title: one reason, not two.
    if (kind === 'word' && shared(one.name, other.name) > 0) return []
    const count = shared(one[kind], other[kind])
    return count === 0 ? [] : [{ kind, text: count === 1 ? single : several(count) }]
  })
  return reasons.some(({ kind }) => isTelling(kind, one, other)) ? reasons.map(({ text }) => text) : []
}

const isTelling = (kind: TraitKind, one: Traits, other: Traits): boolean =>
  kind === 'word' ? wordShare(one, other) >= MIN_WORD_SHARE : !COMMON.has(kind)

const wordShare = ({ word: one }: Traits, { word: other }: Traits): number =>
  shared(one, other) / Math.sqrt(one.length * other.length)

function shared(one: readonly string[], other: readonly string[]): number {
  const theirs = new Set(other)
  return one.filter((word) => theirs.has(word)).length
}
