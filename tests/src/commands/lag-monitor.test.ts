import { expect, test } from 'bun:test'
import { watchEventLoop } from '#src/commands/lag-monitor'
import { createMemoryLog } from '#tests/support/memory-log'

function block(ms: number): void {
  const until = performance.now() + ms
  while (performance.now() < until);
}

test('a blocked event loop is one line a second, with the longest block', async () => {
  const { log, lines } = createMemoryLog()
  using _monitor = watchEventLoop(log)
  await Bun.sleep(50)
  for (const ms of [300, 600, 300]) {
    block(ms)
    await Bun.sleep(50)
  }
  while (lines.length === 0) await Bun.sleep(50)
  const longest = Math.max(...lines.map(({ durationMs }) => Number(durationMs)))
  expect(lines.every(({ code }) => code === 'event_loop_blocked')).toBe(true)
  expect(lines.length).toBeLessThanOrEqual(3)
  expect(longest).toBeGreaterThan(250)
})
