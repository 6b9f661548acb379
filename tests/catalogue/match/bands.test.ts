import { describe, expect, test } from 'bun:test'
import { clusterRecords, type MatchRecord } from '#catalogue/match/cluster'
import type { PairRules } from '#catalogue/match/rules'
import { aRecord, titlesTogether } from './records'

const decide = (records: readonly MatchRecord[], rules?: PairRules) => clusterRecords(records, rules)
const together = (...records: MatchRecord[]) => decide(records).clusters.length === 1
const reviewCount = (...records: MatchRecord[]) => decide(records).reviewPairs.length

describe('a subtitle that one dataset omits', () => {
  const short = aRecord('a/1/1', 'Patrician III')
  const long = aRecord('b/1/1', 'Patrician III: Rise of the Hanse')

  test('links if no dataset has both titles', () => expect(together(short, long)).toBe(true))

  test('does not link if a dataset has both', () =>
    expect(
      titlesTogether(decide([short, long, aRecord('a/1/2', 'Patrician III: Rise of the Hanse')]).clusters),
    ).toEqual([['Patrician III'], ['Patrician III: Rise of the Hanse', 'Patrician III: Rise of the Hanse']]))

  test('does not link if two longer titles begin with the shorter one', () =>
    expect(decide([short, long, aRecord('c/1/1', 'Patrician III: Gold of the North')]).clusters).toHaveLength(3))

  test('does not link a part, an addition or another number', () => {
    for (const longer of [
      'Patrician III: Soundtrack',
      'Patrician III: Episode One',
      'Patrician III: Map Pack',
      'Patrician III: 2',
    ])
      expect(together(short, aRecord('b/1/1', longer))).toBe(false)
  })

  test('goes to review if the years or the platforms are evidence against it', () => {
    const old = aRecord('a/1/1', 'Patrician III', { platform: 'pc', year: 2003 })
    const late = aRecord('b/1/1', 'Patrician III: Rise of the Hanse', { platform: 'pc', year: 2006 })
    expect(together(old, late)).toBe(false)
    expect(reviewCount(old, late)).toBe(1)
  })
})

describe('a typo', () => {
  const right = aRecord('a/1/1', 'Twisted Edge Extreme Snowboarding', { platform: 'n64', year: 1998 })

  test('links if the year agrees', () =>
    expect(together(right, aRecord('b/1/1', 'Twisted Edge Extreme Snowboading', { platform: 'n64', year: 1998 }))).toBe(
      true,
    ))

  test('goes to review without other evidence', () => {
    const bare = aRecord('b/1/1', 'Twisted Edge Extreme Snowboading')
    expect(together(right, bare)).toBe(false)
    expect(reviewCount(right, bare)).toBe(1)
  })

  test('in a short title makes another word', () =>
    expect(reviewCount(aRecord('a/1/1', 'Jack'), aRecord('b/1/1', 'Jock'))).toBe(0))
})

describe('pairs for review', () => {
  const [old, late] = [
    aRecord('a/1/1', 'Rygar', { platform: 'nes', year: 1987 }),
    aRecord('a/1/2', 'Rygar', { platform: 'wii', year: 2009 }),
  ]

  test('include a title that one dataset dates years apart, with the evidence', () => {
    const { clusters, reviewPairs } = decide([old, late])
    expect(clusters).toHaveLength(2)
    expect(
      reviewPairs.map(({ one, other, evidence }) => [one.ref.key, other.ref.key, evidence.map(({ says }) => says)]),
    ).toEqual([
      [
        '1',
        '2',
        [
          'title equal',
          'years differ by five or more',
          'platform differs',
          'one list dates them five or more years apart (a 1 and a 2)',
        ],
      ],
    ])
  })

  test('are not joined by a chain of records', () =>
    expect(decide([old, late, aRecord('b/1/1', 'Rygar')]).clusters).toHaveLength(2))

  test('are one for any two clusters', () =>
    expect(reviewCount(old, late, aRecord('b/1/1', 'Rygar', { platform: 'nes', year: 1987 }))).toBe(1))
})

describe('a decision', () => {
  const one = aRecord('a/1/1', 'Moto Racer 2', { platform: 'pc' })
  const other = aRecord('b/1/1', 'Moto Racer Collection', { platform: 'pc' })
  const pair = [one.ref, other.ref] as const

  test('links records against every veto, and the evidence says so', () => {
    const { clusters } = decide([one, other], { mustLink: [pair], cannotLink: [] })
    expect(clusters).toHaveLength(1)
    expect(clusters[0]?.members[1]?.evidence.map(({ says }) => says)).toContain(
      'a person decided that they are one game',
    )
  })

  test('separates records against every score, and no chain joins them', () => {
    const twin = aRecord('b/1/1', 'Moto Racer 2', { platform: 'pc' })
    const third = aRecord('c/1/1', 'Moto Racer 2', { platform: 'pc' })
    const rules = { mustLink: [], cannotLink: [[one.ref, twin.ref] as const] }
    const { clusters, reviewPairs } = decide([one, twin, third], rules)
    expect(clusters).toHaveLength(2)
    expect(reviewPairs).toEqual([])
  })

  test('that contradicts another is reported with it, and the cannot-link is followed', () => {
    const third = aRecord('c/1/1', 'Moto Racer 3', { platform: 'pc' })
    const cannotLink = [[one.ref, third.ref] as const]
    const mustLink = [pair, [other.ref, third.ref] as const]
    const { clusters, contradictions } = decide([one, other, third], { mustLink, cannotLink })
    expect(clusters).toHaveLength(2)
    expect(contradictions).toEqual([{ mustLink: [other.ref, third.ref], cannotLink: [one.ref, third.ref] }])
  })

  test('on records outside the component changes nothing', () => {
    const stranger = { source: 'x', dataset: '1', key: '1' }
    expect(
      decide([one, other], { mustLink: [[one.ref, stranger]], cannotLink: [[stranger, other.ref]] }).clusters,
    ).toHaveLength(2)
  })
})

describe('a generic or hostile title links nothing by accident', () => {
  test.each(['', '???', '\u202e\u200f', 'x'.repeat(10_000), '2012', '007', '١٢٣'])('title %#', (title) => {
    const { clusters, reviewPairs } = decide([aRecord('a/1/1', title), aRecord('b/1/1', title)])
    expect(clusters).toHaveLength(2)
    expect(reviewPairs).toEqual([])
  })

  test.each(['TBA', 'N/A', 'none', 'Untitled', 'Test', 'No Title'])(
    '%s, even of one year, unless a company is shared',
    (title) => {
      const on = { year: 1995, platform: 'pc' }
      expect(together(aRecord('a/1/1', title, on), aRecord('b/1/1', title, on))).toBe(false)
      const made = { ...on, developers: ['Nobody Games'] }
      expect(together(aRecord('a/1/1', title, made), aRecord('b/1/1', title, made))).toBe(true)
    },
  )

  test('a number links if the year agrees', () =>
    expect(
      together(
        aRecord('a/1/1', '1942', { year: 1984, platform: 'nes' }),
        aRecord('b/1/1', '1942', { year: 1984, platform: 'nes' }),
      ),
    ).toBe(true))
})
