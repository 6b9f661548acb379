import type { Config } from '#lib/config'
import { toPrintable } from '#lib/printable'

type LogLevel = Config['logLevel']

/** Members of one log line besides time, level and code. Never a token, a query or a body. */
export type LogFields = Readonly<Record<string, string | number | undefined>>

/** Writes one event, named by a stable code. */
type LogEvent = (code: string, fields?: LogFields) => void

/** Log of the service and the relay, one method per level. */
export type Log = Readonly<Record<LogLevel, LogEvent>> & {
  /** True if events of this level are written. */
  writes: (level: LogLevel) => boolean
}

/** Receives one line of the log, without its line break. */
export type WriteLine = (line: string) => void

const LEVELS: readonly LogLevel[] = ['debug', 'info', 'warn', 'error']

const toStandardError: WriteLine = (line) => void process.stderr.write(`${toPrintable(line)}\n`)

/**
 * Returns a log that writes the events of `lowest` and above: one JSON object per line, with `at` (UTC, ISO 8601),
 * `level` and `code` first. (Default of `write`: standard error.)
 */
export function createLog(lowest: LogLevel, write: WriteLine = toStandardError): Log {
  const writes = (level: LogLevel) => LEVELS.indexOf(level) >= LEVELS.indexOf(lowest)
  const eventsOf = (level: LogLevel): LogEvent =>
    writes(level)
      ? (code, fields) => write(JSON.stringify({ at: new Date().toISOString(), level, code, ...fields }))
      : () => {}
  return {
    debug: eventsOf('debug'),
    info: eventsOf('info'),
    warn: eventsOf('warn'),
    error: eventsOf('error'),
    writes,
  }
}
