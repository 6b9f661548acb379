import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { identifyClusters, type Member } from '#catalogue/match/identity'

const member = (recordId: number, gameId: string | null = null): Member => ({ recordId, gameId })

describe('which game a cluster is', () => {
  test('records that had none are a new one', () => {
    expect(identifyClusters([[member(1), member(2)], [member(3)]])).toEqual({ games: [null, null], merged: [] })
  })

  test('a cluster that gains records stays the game it was', () => {
    expect(identifyClusters([[member(1, 'a'), member(2, 'a'), member(9)]])).toEqual({ games: ['a'], merged: [] })
  })

  test('where two games meet, the one of the oldest record lives on and the other ends in it', () => {
    expect(identifyClusters([[member(4, 'b'), member(2, 'a'), member(7)]])).toEqual({
      games: ['a'],
      merged: [{ gameId: 'b', into: 0 }],
    })
  })

  test('where a game falls apart, its oldest record takes it along and the rest is new', () => {
    expect(identifyClusters([[member(5, 'a')], [member(3, 'a')]])).toEqual({ games: [null, 'a'], merged: [] })
  })

  test('a game whose oldest record left for an older game ends there, whatever it leaves behind', () => {
    expect(identifyClusters([[member(1, 'a'), member(2, 'b')], [member(3, 'b')]])).toEqual({
      games: ['a', null],
      merged: [{ gameId: 'b', into: 0 }],
    })
  })

  test('every game lives on or ends exactly once, and no two clusters are one game', () => {
    const game = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: null })
    fc.assert(
      fc.property(fc.array(fc.array(game, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), (shape) => {
        let id = 0
        const clusters = shape.map((games) => games.map((gameId) => member(++id, gameId)))
        const { games, merged } = identifyClusters(clusters)
        const told = [...games.filter((one) => one !== null), ...merged.map(({ gameId }) => gameId)].sort()
        const known = new Set(clusters.flat().flatMap(({ gameId }) => gameId ?? []))
        expect(told).toEqual([...known].sort())
      }),
    )
  })
})
