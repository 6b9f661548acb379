import { expect, test } from 'bun:test'
import { clusterRecords } from '#catalogue/match/cluster'
import { LEVELS } from '#catalogue/match/comparison-levels'
import { EVIDENCE_CODES, evidenceCode, evidenceText, REVIEW_EVIDENCE_CODES, TIED } from '#catalogue/match/evidence-code'
import { isCertain, VETOES, type Veto } from '#catalogue/match/veto'
import { aRecord } from './records'

test('every text of evidence has a code of its own', () => {
  const texts = [...Object.values(LEVELS).map(({ says }) => says), ...Object.values(VETOES), TIED.says]
  const codes = texts.map((says) => evidenceCode({ says }))
  expect(new Set(codes).size).toBe(texts.length)
  expect(codes).not.toContain('other')
  expect(new Set(EVIDENCE_CODES).size).toBe(EVIDENCE_CODES.length)
})

test('the evidence of links, decisions and doubts is known by its code', () => {
  const one = aRecord('a/a/1', 'Portal 2', { externalIds: { b: '1' } })
  const other = aRecord('b/b/1', 'Portal Two')
  const { clusters } = clusterRecords([one, other])
  const codes = clusters.flatMap(({ members }) => members.flatMap(({ evidence }) => evidence.map(evidenceCode)))
  expect(codes).toEqual(['first_record', 'compared_with', 'shared_id', 'title_normalised'])
  const decided = clusterRecords([one, aRecord('c/c/1', 'Elite')], {
    mustLink: [[one.ref, { source: 'c', dataset: 'c', key: '1' }]],
    cannotLink: [],
  })
  const all = decided.clusters.flatMap(({ members }) => members.flatMap(({ evidence }) => evidence.map(evidenceCode)))
  expect(all).toContain('must_link')
  expect(evidenceCode({ says: `${VETOES.listYears} (a 1 and b 2)` })).toBe('list_years')
  expect(evidenceCode({ says: 'a text of another release' })).toBe('other')
})

test('evidence of a review pair is found again by the text of its code', () => {
  for (const code of REVIEW_EVIDENCE_CODES) expect(evidenceCode({ says: evidenceText(code) })).toBe(code)
  const doubts = Object.entries(VETOES).filter(([veto]) => !isCertain(veto as Veto)) // safe: a key of VETOES
  for (const [, says] of doubts) expect<string[]>([...REVIEW_EVIDENCE_CODES]).toContain(evidenceCode({ says }))
})
