import { toPrintable } from '#lib/printable'
import { logLine } from './log-line'

/** Longest time for which lines are gathered, to be written together. */
const GATHER_MS = 10
/** Characters that may wait for a slow reader of the log. */
const MOST_WAITING = 4 * 1024 * 1024

/** Takes one line of the log, without its line break. */
export type WriteLine = (line: string) => void

/** Target of a log. `write` writes a line at once; `defer` may write it up to 10 ms later, and drops it where lines pile up. */
export type LogOutput = { write: WriteLine; defer: WriteLine }

/** A stream that calls `done` once its reader has taken a text. */
type Sink = { write: (text: string, done: () => void) => unknown }

/**
 * Returns an output that writes to a stream, lines in their order. Deferred lines are one write for all of 10 ms.
 *
 * While 4 MiB wait for a reader that is slow or has stopped, deferred lines are dropped, so that memory does not grow. Once it reads
 * again, a line `log_lines_dropped` has their number.
 */
export function createLogOutput(stream: Sink): LogOutput {
  let [gathered, dropped, waiting] = ['', 0, 0]
  let timer: NodeJS.Timeout | undefined
  const send = (text: string) => {
    waiting += text.length
    stream.write(text, () => {
      waiting -= text.length
    })
  }
  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    if (gathered !== '') send(gathered)
    gathered = ''
  }
  const isFull = () => waiting + gathered.length > MOST_WAITING
  const gather = (line: string) => {
    gathered += `${line}\n`
    timer ??= setTimeout(flush, GATHER_MS)
  }
  return {
    write(line) {
      flush()
      send(`${toPrintable(line)}\n`)
    },
    defer(line) {
      if (isFull()) {
        dropped++
        return
      }
      if (dropped > 0) gather(logLine('warn', 'log_lines_dropped', { count: dropped }))
      dropped = 0
      gather(toPrintable(line))
    },
  }
}
