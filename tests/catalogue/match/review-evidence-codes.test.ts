import { expect, test } from 'bun:test'
import { SHARED_ID } from '#catalogue/match/compare'
import { LEVELS } from '#catalogue/match/comparison-levels'
import { REVIEW_EVIDENCE_CODES, reviewEvidenceCodeOf } from '#catalogue/match/review-evidence-codes'
import { isCertain, VETOES, type Veto } from '#catalogue/match/veto'

test('every evidence that a review pair can have has a code of its own', () => {
  const doubts = Object.entries(VETOES).filter(([veto]) => !isCertain(veto as Veto)) // safe: a key of VETOES
  const evidence = [
    SHARED_ID,
    ...Object.values(LEVELS),
    ...doubts.map(([, text]) => ({ field: 'doubt', says: `${text} (a x (y) and b z)` })),
  ]
  const codes = evidence.map(({ field, says }) => reviewEvidenceCodeOf({ field, says, weight: 0 }))
  expect(codes).toEqual([...REVIEW_EVIDENCE_CODES])
})

test('evidence in other words has none', () => {
  expect(reviewEvidenceCodeOf({ field: 'title', says: 'as I see it', weight: 1 })).toBeUndefined()
})
