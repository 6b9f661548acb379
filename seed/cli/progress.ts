import { Format, Presets, SingleBar } from 'cli-progress'
import { toPrintable } from '#lib/printable'
import type { Progress } from '#seed/pipeline/progress'
import { silent } from '#seed/pipeline/progress'
import { createPhase, type Phase } from './progress-text'

const LINE_EVERY_MS = 3_000

/** Creates the progress display: on a terminal a bar per phase, elsewhere a line every 3 s. `quiet`: nothing. */
export const createProgress = (name: string, quiet: boolean): Progress => {
  if (quiet) return silent
  return process.stderr.isTTY && (process.stderr.columns ?? 0) > 20 ? bar(name) : lines(name)
}

function bar(name: string): Progress {
  const shown = new SingleBar(
    {
      format: (options, { progress }, { text, share }) =>
        `${toPrintable(name)} ${share === undefined ? '' : `[${Format.BarFormat(progress, { ...options, barsize: 24 })}] `}${text}`,
      stream: process.stderr,
      hideCursor: true,
    },
    Presets.shades_classic,
  )
  return progressOn({
    begin(phase) {
      shown.stop()
      shown.start(1, 0, payloadOf(phase))
    },
    show: (phase) => shown.update(phase.share() ?? 0, payloadOf(phase)),
    end: () => shown.stop(),
  })
}

const payloadOf = (phase: Phase) => ({ text: `${phase.name}: ${phase.text()}`, share: phase.share() })

/**
 * Prints a line every 3 s if the text has changed; in phases without a count it shows the elapsed time.
 *
 * Also checked on every update, because the embedded store keeps this thread busy and delays the timer.
 */
function lines(name: string): Progress {
  let current: Phase | undefined
  let last = { line: '', at: Date.now() }
  const print = () => {
    if (!current || Date.now() - last.at < LINE_EVERY_MS) return
    const line = toPrintable(`${name} ${current.name}: ${current.text()}`)
    if (line !== last.line) process.stderr.write(`${line}\n`)
    last = { line, at: Date.now() }
  }
  const timer = setInterval(print, LINE_EVERY_MS)
  timer.unref()
  return progressOn({
    begin(phase) {
      current = phase
    },
    show: print,
    end: () => clearInterval(timer),
  })
}

type Display = { begin: (phase: Phase) => void; show: (phase: Phase) => void; end: () => void }

function progressOn({ begin, show, end }: Display): Progress {
  let phase: Phase | undefined
  const at = (done: number, total: number | undefined, records: number) => {
    if (!phase) return
    phase.at(done, total, records)
    show(phase)
  }
  return {
    phase(name, counted) {
      phase = createPhase(name, counted, Date.now)
      begin(phase)
    },
    read: at,
    advance: (done, total) => at(done, total, done),
    stop: end,
  }
}
