import { describe, expect, test } from 'bun:test'
import { applyOverrides } from '#catalogue/decision/override'
import { areContradictory, isDisputed } from '#catalogue/merge/disputes'
import { type MergeRecord, mergeRecords } from '#catalogue/merge/merge'
import type { CatalogueRecord, PartialDate } from '#catalogue/record'
import { aRecord } from '../match/records'

const stated = (from: string, fields: Partial<CatalogueRecord>, title = 'Portal 2', trust = 60): MergeRecord => ({
  ...aRecord(`${from}/1/1`, title, fields),
  trust,
})
const day = (date: string): PartialDate => ({ date, precision: 'day' })
const dated = (from: string, released: PartialDate, trust = 60) =>
  stated(from, { releases: [{ platform: 'pc', released }] }, 'Portal 2', trust)

/** Returns the names of the fields of the merged game that are disputed. */
function disputedFields(...records: MergeRecord[]): string[] {
  const { provenance } = mergeRecords(records)
  const names = Object.entries(provenance).flatMap(([name, { disputed }]) => (disputed ? [name] : []))
  expect(isDisputed(provenance)).toBe(names.length > 0)
  return names
}

describe('sources disagree about', () => {
  test('dates on different days or in different years', () => {
    const one = dated('a', day('2011-04-19'), 70)
    expect(disputedFields(one, dated('b', day('2011-04-23')))).toEqual(['releases.pc.released'])
    expect(disputedFields(one, dated('b', { date: '2012-01-01', precision: 'year' }))).toContain('releases.pc.released')
  })

  test('a date that no other source supports', () => {
    const records = [dated('a', day('2011-04-19'), 70), stated('b', { released: day('2003-02-01') })]
    expect(disputedFields(...records)).toEqual(['released'])
  })

  test('another title, another kind, and scores more than 10 points apart', () => {
    expect(disputedFields(stated('a', {}), stated('b', {}, 'Gateway 2', 50))).toEqual(['title'])
    expect(disputedFields(stated('a', { kind: 'dlc' }), stated('b', { kind: 'expansion' }))).toEqual(['kind'])
    const scores = [stated('a', { critics: { value: 95 } }), stated('b', { critics: { value: 84.9 } })]
    expect(disputedFields(...scores)).toEqual(['score.critics'])
  })

  test('a platform or a role that others deny', () => {
    const on = (from: string, trust: number, platform: string) =>
      stated(from, { releases: [{ platform }] }, 'Portal 2', trust)
    expect(disputedFields(on('a', 70, 'pc'), on('b', 60, 'pc'), on('c', 30, 'android'))).toEqual(['releases'])
    const both = stated('a', { developers: ['Valve'], publishers: ['Electronic Arts'] })
    expect(disputedFields(both, stated('b', { developers: ['Electronic Arts'] }))).toEqual(['companies'])
  })
})

describe('sources do not disagree about', () => {
  test('dates that are known to different degrees, or one day apart', () => {
    const one = dated('a', day('2011-04-19'), 70)
    expect(disputedFields(one, dated('b', { date: '2011-01-01', precision: 'year' }))).toEqual([])
    expect(disputedFields(one, dated('b', { date: '2011-04-01', precision: 'quarter' }))).toEqual([])
    expect(disputedFields(one, dated('b', day('2011-04-18')))).toEqual([])
    expect(disputedFields(one, dated('b', day('2011-12-31')))).toEqual([])
  })

  test('spellings of one title, editions of it, and a kind that says no more than game', () => {
    expect(disputedFields(stated('a', {}), stated('b', {}, 'PORTAL™ II', 50))).toEqual([])
    expect(disputedFields(stated('a', {}), stated('b', {}, 'Portal 2: Gold Edition', 50))).toEqual([])
    expect(disputedFields(stated('a', { kind: 'dlc' }), stated('b', { kind: 'game' }))).toEqual([])
  })

  test('scores of few votes, of shares, and within 10 points', () => {
    const many = stated('a', { users: { value: 90, votes: 900 } })
    expect(disputedFields(many, stated('b', { users: { value: 30, votes: 4 } }))).toEqual([])
    expect(disputedFields(many, stated('b', { users: { value: 60, votes: 900, isShare: true } }))).toEqual([])
    expect(disputedFields(many, stated('b', { users: { value: 80, votes: 900 } }))).toEqual([])
  })

  test('texts, links, lists, and estimates of players and copies', () => {
    const one = { summary: 'A', website: 'https://a.test', genres: ['puzzle'], popularity: 5, salesCopies: 7 }
    const other = { summary: 'B', website: 'https://b.test', genres: ['action'], popularity: 900, salesCopies: 70 }
    expect(disputedFields(stated('a', one), stated('b', other))).toEqual([])
  })

  test('what sources that copy each other state, or one that also states the chosen value', () => {
    const copies = [dated('a', day('2011-04-19'), 70), dated('b', day('2009-01-09'))]
    expect(disputedFields(...copies.map((record) => ({ ...record, origin: 'igdb' })))).toEqual([])
    const twice = {
      ...aRecord('b/2/1', 'Portal 2', { releases: [{ platform: 'pc', released: day('2011-04-19') }] }),
      trust: 60,
    }
    expect(disputedFields(dated('a', day('2011-04-19'), 70), dated('b', day('2011-06-01')), twice)).toEqual([])
  })

  test('what a person has settled', () => {
    const game = mergeRecords([stated('a', { critics: { value: 95 } }), stated('b', { critics: { value: 40 } })])
    expect(isDisputed(game.provenance)).toBe(true)
    const override = { field: 'score.critics', value: 94, author: 'anna', reason: null, at: '2026-01-01T00:00:00Z' }
    expect(isDisputed(applyOverrides(game, [override]).provenance)).toBe(false)
  })
})

test('two values contradict each other in both directions', () => {
  expect(areContradictory('released', day('2011-04-19'), day('2011-05-19'))).toBe(true)
  expect(areContradictory('released', day('2011-05-19'), day('2011-04-19'))).toBe(true)
  expect(areContradictory('kind', 'game', 'dlc')).toBe(areContradictory('kind', 'dlc', 'game'))
})
