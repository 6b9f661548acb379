import { type LogFields, type LogLevel, logLine } from './log-line'
import { createLogOutput, type LogOutput } from './log-output'

export type { LogFields } from './log-line'

/** Writes one event, named by a stable code. */
type LogEvent = (code: string, fields?: LogFields) => void

/** Log of the service and the relay, one method per level. */
export type Log = Readonly<Record<LogLevel, LogEvent>> & {
  /** Writes an event of the level `info` that is one of very many: a little later, together with others. */
  infoOfMany: LogEvent
  /** True if events of this level are written. */
  writes: (level: LogLevel) => boolean
}

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

const standardError = createLogOutput({ write: (text, done) => process.stderr.write(text, done) })

/**
 * Returns a log that writes the events of `lowest` and above: one JSON object per line, with `at` (UTC, ISO 8601),
 * `level` and `code` first. (Default of `output`: standard error.)
 */
export function createLog(lowest: LogLevel, output: LogOutput = standardError): Log {
  const writes = (level: LogLevel) => LEVELS.indexOf(level) >= LEVELS.indexOf(lowest)
  const eventsOf = (level: LogLevel, write = output.write): LogEvent =>
    writes(level) ? (code, fields) => write(logLine(level, code, fields)) : () => {}
  return {
    debug: eventsOf('debug'),
    info: eventsOf('info'),
    warn: eventsOf('warn'),
    error: eventsOf('error'),
    infoOfMany: eventsOf('info', output.defer),
    writes,
  }
}
