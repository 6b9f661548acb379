import { t } from 'elysia'
import { EVIDENCE_CODES } from '#catalogue/match/evidence-code'
import { WordOf } from './fields'

/** Evidence for or against two records being one game, with its code and the values that were compared. */
export const MatchEvidence = t.Object(
  {
    code: WordOf(EVIDENCE_CODES, 'Result of the comparison, as one word; stable'),
    field: t.String({ description: 'Field that was compared' }),
    says: t.String({ description: 'Result of the comparison, in words' }),
    weight: t.Number({ description: 'Weight of the result, in bits; negative if it is evidence against one game' }),
    asked: t.Array(t.String(), { description: 'Values that were sent, as far as they were compared' }),
    found: t.Array(t.String(), { description: 'Values of the record that they were compared with' }),
  },
  { title: 'MatchEvidence', description: 'One result of a comparison' },
)

/** Weights of all evidence added up, in bits. */
export const Bits = t.Number({
  description: 'Sum of the weights, in bits: log2 of how much more often two records of one game agree so',
})
