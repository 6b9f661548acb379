import type { Evidence } from '#catalogue/match/evidence'
import type { MatchFeatures } from '#catalogue/match/features'

/** Cause of an error: its class, the details of this pair. `isAsked`: the pair is in review. */
export type Cause = { cause: string; detail: string; isAsked: boolean }

/** Returns evidence as text, with its bits. */
export const evidenceText = (evidence: readonly Evidence[]): string =>
  evidence.map(({ says, weight }) => `${says} ${weight > 0 ? '+' : ''}${weight}`).join(', ')

/** Returns a record as text: title, list, platforms, year. */
export const featuresText = ({ item: { ref, record }, platforms, year }: MatchFeatures): string =>
  `${record.title} <${[ref.source, ref.dataset, ...platforms, year ?? 'undated'].join(' ')}>`
