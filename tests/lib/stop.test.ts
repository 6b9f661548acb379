import { describe, expect, test } from 'bun:test'
import { createStop } from '#lib/stop'

function createClockedStop() {
  const clock = { now: 0, forced: 0 }
  const stop = createStop(() => clock.forced++, { now: () => clock.now })
  return { clock, stop }
}

describe('a stop', () => {
  test('asks for an orderly end first, and forces it when it is requested again', () => {
    const { clock, stop } = createClockedStop()
    expect(stop.signal.aborted).toBe(false)
    stop.request()
    expect([stop.signal.aborted, clock.forced]).toEqual([true, 0])
    clock.now = 1000
    stop.request()
    expect(clock.forced).toBe(1)
  })

  test('takes signals that arrive together, as after Ctrl-C, for one', () => {
    const { clock, stop } = createClockedStop()
    stop.request()
    clock.now = 20
    stop.request()
    expect(clock.forced).toBe(0)
  })

  test('forces the end of work that takes longer than it may', async () => {
    let forced = 0
    const stop = createStop(() => forced++, { longestMs: 10 })
    stop.request()
    await Bun.sleep(200)
    expect(forced).toBe(1)
  })
})
