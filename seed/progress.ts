import { Presets, SingleBar } from 'cli-progress'

/** What a run tells people while it works, on standard error. */
export type Progress = {
  phase: (name: string) => void
  /** `done` of `total` bytes or pages, and the records read so far. */
  read: (done: number, total: number | undefined, records: number) => void
  matched: (done: number, total: number) => void
  stop: () => void
}

export const silent: Progress = { phase() {}, read() {}, matched() {}, stop() {} }

const LINE_EVERY_MS = 3_000

/** A bar with rate and time left on a terminal, one line every few seconds elsewhere. */
export const createProgress = (name: string, quiet: boolean): Progress => {
  if (quiet) return silent
  return process.stderr.isTTY && (process.stderr.columns ?? 0) > 20 ? bar(name) : lines(name)
}

function bar(name: string): Progress {
  const shown = new SingleBar(
    {
      format: `${name} {phase} [{bar}] {percentage}% · {records} records · {rate}/s · {eta_formatted} left`,
      stream: process.stderr,
      hideCursor: true,
    },
    Presets.shades_classic,
  )
  const started = Date.now()
  let phase = 'reading'
  const show = (done: number, total: number, records: number) => {
    if (!shown.isActive) shown.start(total, 0, { phase, records: 0, rate: 0 })
    shown.setTotal(total)
    shown.update(done, { phase, records, rate: perSecond(records, started) })
  }
  return {
    phase(next) {
      phase = next
      shown.stop()
    },
    read: (done, total, records) => show(done, total ?? done, records),
    matched: (done, total) => show(done, total, done),
    stop: () => shown.stop(),
  }
}

const perSecond = (records: number, started: number): number =>
  Math.round((records * 1000) / Math.max(1, Date.now() - started))

function lines(name: string): Progress {
  const started = Date.now()
  let last = started
  let phase = 'reading'
  const say = (done: number, total: number | undefined, records: number) => {
    if (Date.now() - last < LINE_EVERY_MS) return
    last = Date.now()
    process.stderr.write(`${name} ${phase}: ${records} records${share(done, total, started)}\n`)
  }
  return {
    phase: (next) => {
      phase = next
    },
    read: say,
    matched: (done, total) => say(done, total, done),
    stop() {},
  }
}

/** How far it is, and how long the rest takes at the pace so far; nothing where the end is unknown. */
function share(done: number, total: number | undefined, started: number): string {
  if (!total || done <= 0) return ''
  const left = Math.round(((Date.now() - started) / 1000) * (total / done - 1))
  return ` (${Math.floor((100 * done) / total)} %, about ${left} s left)`
}
