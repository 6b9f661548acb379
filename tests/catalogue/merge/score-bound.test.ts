import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { applyOverrides, type Override } from '#catalogue/decision/override'
import { mergeRecords } from '#catalogue/merge/merge'
import { scoreBound, WIDEST_MARGIN, withCriticsBound } from '#catalogue/merge/score-bound'
import type { Score } from '#catalogue/record'
import { aRecord } from '../match/records'

const anyValue = fc.integer({ min: 0, max: 1000 }).map((tenths) => tenths / 10)
const anyVotes = fc.option(fc.integer({ min: 1, max: 1_000_000 }), { nil: undefined })
const bound = (value: number, votes?: number) => scoreBound({ value, ...(votes !== undefined && { votes }) })

describe('the bound of a score', () => {
  test('rises with the score', () =>
    fc.assert(
      fc.property(anyValue, anyValue, anyVotes, (one, other, votes) => {
        expect(bound(Math.min(one, other), votes)).toBeLessThanOrEqual(bound(Math.max(one, other), votes))
      }),
    ))

  test('rises with the number of votes', () =>
    fc.assert(
      fc.property(anyValue, fc.nat(1e6), fc.nat(1e6), (value, one, other) => {
        expect(bound(value, Math.min(one, other))).toBeLessThanOrEqual(bound(value, Math.max(one, other)))
      }),
    ))

  test('is from 0 to the score, and at most the widest margin below it', () =>
    fc.assert(
      fc.property(anyValue, anyVotes, (value, votes) => {
        const lowest = bound(value, votes)
        expect(lowest).toBeGreaterThanOrEqual(0)
        expect(lowest).toBeLessThanOrEqual(value)
        expect(lowest).toBeGreaterThanOrEqual(value - WIDEST_MARGIN)
      }),
    ))

  test('nears the score with many votes, and is that of one vote where none are stated', () => {
    expect(bound(97, 1_000_000)).toBe(96.99)
    expect(bound(97)).toBe(bound(97, 1))
    expect(bound(97, 0)).toBe(bound(97, 1))
  })

  test('puts 97 of 60 reviews before 100 of two', () => expect(bound(97, 60)).toBeGreaterThan(bound(100, 2)))
})

const game = (critics: Score) =>
  mergeRecords([{ ...aRecord('a/1/1', 'Portal 2', { critics, users: { value: 50, votes: 900 } }), trust: 70 }])
const fixed = (value: unknown): Override => ({
  field: 'score.critics',
  value,
  author: 'anna',
  reason: null,
  at: '2026-01-01T00:00:00Z',
})

describe('the bound of a game', () => {
  test('is of the critics and their reviews, whatever players say', () =>
    expect(withCriticsBound(game({ value: 95, votes: 98 })).criticsBound).toBe(bound(95, 98)))

  test('of a score that a person fixed is of as many reviews as before', () => {
    const fixing = applyOverrides(game({ value: 59, votes: 98 }), [fixed(95)])
    expect(withCriticsBound(fixing).criticsBound).toBe(bound(95, 98))
  })

  test('is absent without a score of critics', () => {
    const { criticsBound: _, ...merged } = withCriticsBound(game({ value: 95 }))
    expect(withCriticsBound(applyOverrides(merged, [fixed(null)])).criticsBound).toBeUndefined()
    expect(
      withCriticsBound(mergeRecords([{ ...aRecord('a/1/1', 'Portal 2'), trust: 70 }])).criticsBound,
    ).toBeUndefined()
  })
})
