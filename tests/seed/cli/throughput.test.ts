import { expect, test } from 'bun:test'
import { createThroughput } from '#seed/cli/throughput'

test('the speed is that of the records since the first sample', () => {
  let at = 0
  const throughput = createThroughput(() => at)
  throughput.note(0, 0)
  at = 1000
  throughput.note(50, 200)
  expect([throughput.recordsPerSecond(), throughput.leftMs(100)]).toEqual([200, 1000])
})

test('a count that begins anew has no negative speed', () => {
  let at = 0
  const throughput = createThroughput(() => at)
  throughput.note(300, 300)
  at = 1000
  throughput.note(0, 0)
  expect(throughput.recordsPerSecond()).toBeUndefined()
  at = 2000
  throughput.note(100, 100)
  expect(throughput.recordsPerSecond()).toBe(100)
})
