import { expect, test } from 'bun:test'
import { createThrottle } from '#lib/throttle'

test('a key is due the first time, and again once the interval is over', () => {
  let time = 0
  const isDue = createThrottle(100, () => time)
  expect([isDue('a'), isDue('b'), isDue('a')]).toEqual([true, true, false])
  time = 99
  expect(isDue('a')).toBe(false)
  time = 100
  expect([isDue('a'), isDue('a'), isDue('b')]).toEqual([true, false, true])
})

test('calls that are not due do not prolong the interval', () => {
  let time = 0
  const isDue = createThrottle(100, () => time)
  const due = []
  for (; time <= 300; time += 10) if (isDue('a')) due.push(time)
  expect(due).toEqual([0, 100, 200, 300])
})
