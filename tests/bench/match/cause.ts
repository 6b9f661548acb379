import type { Evidence } from '#catalogue/match/evidence'
import type { MatchFeatures } from '#catalogue/match/features'

/** Why a pair is an error: the class it is counted in, what is particular to it, and whether a person is asked about it. */
export type Cause = { cause: string; detail: string; isAsked: boolean }

/** Evidence in words with its bits. */
export const inWords = (evidence: readonly Evidence[]): string =>
  evidence.map(({ says, weight }) => `${says} ${weight > 0 ? '+' : ''}${weight}`).join(', ')

/** A record by its title, its list, its platforms and its year. */
export const told = ({ item: { ref, record }, platforms, year }: MatchFeatures): string =>
  `${record.title} <${[ref.source, ref.dataset, ...platforms, year ?? 'undated'].join(' ')}>`
