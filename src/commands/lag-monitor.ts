import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Log } from '#src/http/log'

const RESOLUTION_MS = 20
const REPORT_MS = 1000
const BLOCKED_MS = 100

/**
 * Watches the event loop of this process until it is disposed. Logs a warning `event_loop_blocked` with the longest block of a
 * second, in milliseconds, if that was longer than 100 ms. A block is measured up to 20 ms too short, never too long.
 *
 * `onLag` is told of that block, however short. (Default: nobody)
 */
export function watchEventLoop(log: Pick<Log, 'warn'>, onLag: (ms: number) => void = () => {}): Disposable {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  const report = setInterval(() => {
    const durationMs = Math.round(delay.max / 1e6)
    delay.reset()
    onLag(durationMs)
    if (durationMs > BLOCKED_MS) log.warn('event_loop_blocked', { durationMs })
  }, REPORT_MS)
  report.unref()
  return {
    [Symbol.dispose]() {
      clearInterval(report)
      delay.disable()
    },
  }
}
