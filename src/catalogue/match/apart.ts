import { NO_NAMESAKES } from './namesakes'
import { type MatchRecord, subjectOf } from './subject'
import { VETOES, vetoOf } from './veto'

/** What keeps two groups of records apart, in words, each reason once with the first pair of records it is true of. */
export function reasonsApart(some: readonly MatchRecord[], others: readonly MatchRecord[]): string[] {
  const reasons = new Map<string, string>()
  for (const one of some.map((record) => subjectOf(record)))
    for (const other of others.map((record) => subjectOf(record))) {
      const veto = vetoOf(one, other, NO_NAMESAKES)
      if (veto && !reasons.has(veto))
        reasons.set(veto, `${VETOES[veto]} (${nameOf(one.item)} and ${nameOf(other.item)})`)
    }
  return [...reasons.values()]
}

const nameOf = ({ ref: { source, key } }: MatchRecord) => `${source} ${key}`
