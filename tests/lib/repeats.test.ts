import { expect, test } from 'bun:test'
import { createRepeats } from '#lib/repeats'

/** Returns the function under test with a clock of its own, and what it has told. */
function repeatsOf(intervalMs: number) {
  const told: [event: string, count: number][] = []
  const clock = { time: 0 }
  const repeats = createRepeats<string>((event, count) => told.push([event, count]), {
    intervalMs,
    now: () => clock.time,
  })
  return { told, clock, repeats }
}

test('a cause is told at once, and again once the interval is over, with its number since and its latest event', () => {
  const { told, clock, repeats } = repeatsOf(100)
  for (const [cause, event] of [
    ['a', 'a1'],
    ['b', 'b1'],
    ['a', 'a2'],
  ] as const)
    repeats(cause, event)
  expect(told).toEqual([
    ['a1', 1],
    ['b1', 1],
  ])
  clock.time = 99
  repeats('a', 'a3')
  expect(told).toHaveLength(2)
  clock.time = 100
  repeats('a', 'a4')
  expect(told.slice(2)).toEqual([['a3', 2]])
})

test('a cause that was away for an interval is told at once', () => {
  const { told, clock, repeats } = repeatsOf(100)
  for (clock.time of [0, 150, 300]) repeats('a', `at ${clock.time}`)
  expect(told).toEqual([
    ['at 0', 1],
    ['at 150', 1],
    ['at 300', 1],
  ])
})

test('a cause that stays is told once per interval, and all of its events are counted', () => {
  const { told, clock, repeats } = repeatsOf(100)
  for (; clock.time <= 400; clock.time += 10) repeats('a', 'a')
  expect(told.map(([, count]) => count)).toEqual([1, 9, 10, 10, 10])
})

test('what came again is told at the end of the interval, although nothing comes then', async () => {
  const told: number[] = []
  const repeats = createRepeats<string>((_, count) => told.push(count), { intervalMs: 30 })
  for (let at = 0; at < 5; at++) repeats('a', 'a')
  while (told.length < 2) await Bun.sleep(5)
  expect(told).toEqual([1, 4])
})
