import type { ReviewedSide } from './queue'

/** Part of a text; `isOwn` if the other text lacks it. */
export type TextPart = { text: string; isOwn: boolean }

const WORD = /[\p{L}\p{N}]+/gu
const folded = (word: string) => word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** Returns a text in parts: the words that another text lacks, and the rest. Case and accents do not count. */
export function ownParts(text: string, other: string): TextPart[] {
  const known = new Set((other.match(WORD) ?? []).map(folded))
  const parts: TextPart[] = []
  let end = 0
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (known.has(folded(word))) continue
    if (index > end) parts.push({ text: text.slice(end, index), isOwn: false })
    parts.push({ text: word, isOwn: true })
    end = index + word.length
  }
  return end < text.length ? [...parts, { text: text.slice(end), isOwn: false }] : parts
}

/** Facts in which two records can differ, as far as the page shows them. */
export type ComparedFact = 'title' | 'year' | 'platforms'

/** Returns the facts in which two records differ. */
export function differingFacts(one: ReviewedSide, other: ReviewedSide): ComparedFact[] {
  const facts: readonly [ComparedFact, boolean][] = [
    ['title', one.title !== other.title],
    ['year', one.year !== other.year],
    ['platforms', one.platforms.toSorted().join() !== other.platforms.toSorted().join()],
  ]
  return facts.filter(([, differs]) => differs).map(([fact]) => fact)
}
