import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { identifyClusters, type Member } from '#catalogue/match/identity'

const member = (recordId: number, gameId: string | null = null): Member => ({ recordId, gameId })

describe('the game of a cluster', () => {
  test('is a new one if its records had none', () => {
    expect(identifyClusters([[member(1), member(2)], [member(3)]])).toEqual({ games: [null, null], merged: [] })
  })

  test('stays the same if the cluster gains records', () => {
    expect(identifyClusters([[member(1, 'a'), member(2, 'a'), member(9)]])).toEqual({ games: ['a'], merged: [] })
  })

  test('is that of the oldest record if two games join, and the other is merged into it', () => {
    expect(identifyClusters([[member(4, 'b'), member(2, 'a'), member(7)]])).toEqual({
      games: ['a'],
      merged: [{ gameId: 'b', into: 0 }],
    })
  })

  test('goes with the oldest record if a game is split, and the rest is a new game', () => {
    expect(identifyClusters([[member(5, 'a')], [member(3, 'a')]])).toEqual({ games: [null, 'a'], merged: [] })
  })

  test('is merged into an older game that its oldest record joins, and the records left behind are a new game', () => {
    expect(identifyClusters([[member(1, 'a'), member(2, 'b')], [member(3, 'b')]])).toEqual({
      games: ['a', null],
      merged: [{ gameId: 'b', into: 0 }],
    })
  })

  test('is unique: every game is kept or merged exactly once', () => {
    const game = fc.option(fc.constantFrom('a', 'b', 'c', 'd'), { nil: null })
    fc.assert(
      fc.property(fc.array(fc.array(game, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), (shape) => {
        let id = 0
        const clusters = shape.map((games) => games.map((gameId) => member(++id, gameId)))
        const { games, merged } = identifyClusters(clusters)
        const assigned = [...games.filter((one) => one !== null), ...merged.map(({ gameId }) => gameId)].sort()
        const known = new Set(clusters.flat().flatMap(({ gameId }) => gameId ?? []))
        expect(assigned).toEqual([...known].sort())
      }),
    )
  })
})
