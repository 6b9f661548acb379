import { expect, test } from 'bun:test'
import { joinAll } from '#catalogue/match/apply-rules'
import { matchFeatures } from '#catalogue/match/features'
import { singletons } from '#catalogue/match/groups'
import { aRecord } from './records'

test('two large groups that two years keep apart are compared once, not for each pair of theirs', () => {
  const subjects = Array.from({ length: 100 }, (_, at) =>
    matchFeatures(
      aRecord(`list/1/${at}`, 'Poison Apple', at > 97 ? { platform: 'pc', year: at === 98 ? 1980 : 2010 } : {}),
    ),
  )
  const pairs = subjects.flatMap((from, at) => subjects.slice(at + 1).map((to) => ({ from, to, isDecision: false })))
  const sideOf = (subject: (typeof subjects)[number]) => subjects.indexOf(subject) % 2
  const [within, across] = [true, false].map((isOne) =>
    pairs.filter(({ from, to }) => (sideOf(from) === sideOf(to)) === isOne),
  )
  const groups = singletons(subjects)
  let compared = 0
  joinAll(groups, [...(within ?? []), ...(across ?? [])], (one, other) => {
    compared++
    return one.year && other.year ? 'years' : undefined
  })
  expect(new Set(groups.values()).size).toBe(2)
  expect(compared).toBeLessThan(4 * pairs.length)
})
