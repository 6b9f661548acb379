import { describe, expect, test } from 'bun:test'
import type { MatchRecord } from '#catalogue/match/cluster'
import { componentsOf } from '#catalogue/match/components'
import { causesIn } from '#tests/bench/match/decided'
import { aRecord } from './records'

/** Returns the name of a record in pairs: the same in every dataset of its source. */
const nameOf = ({ ref: { source, key } }: MatchRecord) => `${source}/${key}`

const causesAmong = (records: readonly MatchRecord[]) => causesIn({ components: componentsOf(records), nameOf })

describe('why a pair was missed', () => {
  test.each<[cause: string, records: MatchRecord[]]>([
    ['no shared key', [aRecord('a/1/1', 'Saya no Uta'), aRecord('b/1/1', 'The Song of Saya')]],
    [
      'not compared: the shorter name could be that of several',
      [aRecord('a/1/1', 'Gothic'), aRecord('b/1/1', 'Gothic: Risen'), aRecord('b/1/2', 'Gothic: Forsaken')],
    ],
    [
      'not compared: one list has both names',
      [aRecord('a/1/1', 'Overlord'), aRecord('b/1/1', 'Overlord: Raising Hell'), aRecord('b/1/2', 'Overlord')],
    ],
    [
      'not compared: only other records connect them',
      [aRecord('a/1/1', 'Blitz: League'), aRecord('b/1/1', 'Blitz: Overtime'), aRecord('c/1/1', 'Blitz')],
    ],
    [
      'veto: they are of different kinds',
      [aRecord('a/1/1', 'Risen', { kind: 'game' }), aRecord('b/1/1', 'Risen', { kind: 'dlc' })],
    ],
    ['too little evidence', [aRecord('a/1/1', '140', { year: 2013 }), aRecord('b/1/1', '140', { year: 2016 })]],
    [
      'cluster veto: one list has a separate entry for each',
      [
        aRecord('a/1/1', 'Osmos', { platform: 'ios', year: 2010 }),
        aRecord('b/1/1', 'Osmos', { platform: 'pc', year: 2010 }),
        aRecord('a/1/2', 'Osmos', { platform: 'ios', year: 2011 }),
      ],
    ],
  ])('%s', (cause, records) => {
    const [one = '', other = ''] = records.map(nameOf)
    expect(causesAmong(records).ofMissed(one, other).cause).toBe(cause)
  })

  test('of several records of one name, the pair that passed most stages is explained', () => {
    const records = [
      aRecord('a/1/1', 'Risen', { kind: 'game' }),
      aRecord('a/2/1', 'Risen Again'),
      aRecord('b/1/1', 'Risen', { kind: 'dlc' }),
      aRecord('b/1/2', 'Risen Again', { kind: 'game' }),
    ]
    expect(causesAmong(records).ofMissed('a/1', 'b/1').cause).toBe('veto: they are of different kinds')
  })

  test('a pair for review is marked as such', () => {
    const records = [
      aRecord('a/1/1', 'Quake', { platform: 'pc', year: 1996 }),
      aRecord('b/1/1', 'Quake', { platform: 'pc', year: 2007 }),
    ]
    expect(causesAmong(records).ofMissed('a/1', 'b/1')).toMatchObject({
      cause: 'veto: their years on one platform are five or more apart',
      isAsked: true,
    })
  })
})

describe('why a pair was linked', () => {
  test('by its titles', () => {
    const records = [aRecord('a/1/1', 'Breach'), aRecord('b/1/1', 'Breach')]
    expect(causesAmong(records).ofFalse('a/1', 'b/1').cause).toBe('title equal')
  })

  test('by an id, whatever the titles', () => {
    const records = [aRecord('a/1/1', 'Breach', { externalIds: { b: '1' } }), aRecord('b/1/1', 'Rift')]
    expect(causesAmong(records).ofFalse('a/1', 'b/1').cause).toBe('an external id is shared')
  })

  test('through other records, by the weakest pair on the path', () => {
    const records = [
      aRecord('a/1/1', 'Breach'),
      aRecord('b/1/1', 'Breach', { externalIds: { c: '1' } }),
      aRecord('c/1/1', 'Rift'),
    ]
    expect(causesAmong(records).ofFalse('a/1', 'c/1')).toMatchObject({
      cause: 'title equal, over other records',
      detail: expect.stringContaining('an external id is shared +30'),
    })
  })
})
