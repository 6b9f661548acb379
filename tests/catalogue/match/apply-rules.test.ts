import { expect, test } from 'bun:test'
import { linkEdges } from '#catalogue/match/apply-rules'
import { matchFeatures } from '#catalogue/match/features'
import { singletons } from '#catalogue/match/groups'
import { aRecord } from './records'

test('two large groups that the years of two records keep apart are compared once, not for each edge', () => {
  const features = Array.from({ length: 100 }, (_, at) =>
    matchFeatures(
      aRecord(`list/1/${at}`, 'Poison Apple', at > 97 ? { platform: 'pc', year: at === 98 ? 1980 : 2010 } : {}),
    ),
  )
  const pairs = features.flatMap((from, at) => features.slice(at + 1).map((to) => ({ from, to, isDecision: false })))
  const sideOf = (record: (typeof features)[number]) => features.indexOf(record) % 2
  const [within, across] = [true, false].map((isOne) =>
    pairs.filter(({ from, to }) => (sideOf(from) === sideOf(to)) === isOne),
  )
  const groups = singletons(features)
  let compared = 0
  linkEdges(groups, [...(within ?? []), ...(across ?? [])], (one, other) => {
    compared++
    return one.year && other.year ? 'platformYears' : undefined
  })
  expect(new Set(groups.values()).size).toBe(2)
  expect(compared).toBeLessThan(4 * pairs.length)
})
