const TICK_MS = 50

type Alarm = { at: number; ring: () => void }

const alarms = new Set<Alarm>()
let clock: Timer | undefined

/**
 * Calls `ring` in `ms`, at most 50 ms later, unless the returned function is called before. Does not keep the process alive.
 *
 * One clock serves all alarms, because a timer for each statement costs as much as a tenth of a small one.
 */
export function setAlarm(ms: number, ring: () => void): () => void {
  const alarm: Alarm = { at: performance.now() + ms, ring }
  alarms.add(alarm)
  clock ??= setInterval(tick, TICK_MS).unref()
  return () => alarms.delete(alarm)
}

function tick(): void {
  const now = performance.now()
  for (const alarm of alarms) {
    if (alarm.at > now) continue
    alarms.delete(alarm)
    alarm.ring()
  }
  if (alarms.size > 0) return
  clearInterval(clock)
  clock = undefined
}
