import { describe, expect, test } from 'bun:test'
import { rulesOfMerge, rulesOfSplit, rulingsOfRelated } from '#catalogue/decision/plan'
import { type ActiveRule, contradictionAmong, contradictionOf } from '#catalogue/decision/rules'
import type { RecordRef } from '#catalogue/record-ref'

const ref = (key: string): RecordRef => ({ source: 's', dataset: 'd', key })
const must = (one: string, other: string, decision = `must ${one}${other}`): ActiveRule => ({
  kind: 'must_link',
  one: ref(one),
  other: ref(other),
  decision,
})
const cannot = (one: string, other: string): ActiveRule => ({
  ...must(one, other, `cannot ${one}${other}`),
  kind: 'cannot_link',
})

describe('a rule contradicts', () => {
  test('the opposite one of the same pair, whichever way round', () => {
    expect(contradictionOf([must('a', 'b')], [cannot('b', 'a')])?.decision).toBe('cannot ba')
    expect(contradictionOf([cannot('a', 'b')], [must('b', 'a')])?.decision).toBe('must ba')
  })

  test('records that other must-links connect', () => {
    const chain = [must('a', 'b'), must('b', 'c'), must('d', 'e')]
    expect(contradictionOf([cannot('a', 'c')], chain)?.decision).toBe('must ab')
    expect(contradictionOf([must('c', 'd')], [...chain, cannot('e', 'a')])?.decision).toBe('cannot ea')
  })

  test('records that it connects together with other rules of its decision', () => {
    expect(contradictionOf([must('a', 'b'), must('a', 'c')], [cannot('b', 'c')])?.decision).toBe('cannot bc')
    expect(contradictionOf([must('a', 'b'), must('a', 'c')], [cannot('b', 'd')])).toBeUndefined()
  })

  test('no rule of records that nothing connects', () => {
    expect(contradictionOf([must('a', 'b')], [cannot('a', 'c'), must('c', 'd')])).toBeUndefined()
    expect(contradictionOf([cannot('a', 'b')], [must('a', 'c'), cannot('a', 'b')])).toBeUndefined()
  })
})

test('of active rules, two that contradict each other are found', () => {
  const agreed = [must('a', 'b'), must('b', 'c'), cannot('c', 'd')]
  expect(contradictionAmong(agreed)).toBeUndefined()
  const both = contradictionAmong([...agreed, cannot('c', 'a')])
  expect(both?.map(({ decision }) => decision)).toEqual(['must ab', 'cannot ca'])
})

describe('the rules', () => {
  test('of a merge link every record of both games to the first', () => {
    expect(rulesOfMerge([ref('a'), ref('b')], [ref('c')])).toEqual([
      { kind: 'must_link', one: ref('a'), other: ref('b') },
      { kind: 'must_link', one: ref('a'), other: ref('c') },
    ])
  })

  test('of a split separate the taken records from the others and keep them together', () => {
    expect(rulesOfSplit([ref('a'), ref('b'), ref('c')], [ref('b'), ref('c')])).toEqual([
      { kind: 'cannot_link', one: ref('b'), other: ref('a') },
      { kind: 'cannot_link', one: ref('c'), other: ref('a') },
      { kind: 'must_link', one: ref('b'), other: ref('c') },
    ])
  })

  test('of a split that takes no, all or unknown records are refused with the reason', () => {
    expect(rulesOfSplit([ref('a'), ref('b')], [])).toBe('nothing_taken')
    expect(rulesOfSplit([ref('a'), ref('b')], [ref('b'), ref('a')])).toBe('nothing_left')
    expect(rulesOfSplit([ref('a'), ref('b')], [ref('z')])).toBe('not_of_this_game')
  })

  test('of relations hold for the wanted ones and deny those served or denied before, each once', () => {
    const said = (key: string) => ({ relation: 'remake_of' as const, record: ref(key) })
    const ruled = (key: string, holds: boolean) => ({ ...said(key), holds })
    const former = [ruled('c', false), ruled('d', true), ruled('e', false)]
    expect(rulingsOfRelated([said('a'), said('e')], [said('a'), said('b'), said('c')], former)).toEqual([
      ruled('a', true),
      ruled('b', false),
      ruled('c', false),
      ruled('e', true),
    ])
  })
})
