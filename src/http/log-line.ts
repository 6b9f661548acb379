import type { Config } from '#lib/config'

export type LogLevel = Config['logLevel']

/** Members of one log line besides time, level and code. Never a token, a query or a body. */
export type LogFields = Readonly<Record<string, string | number | null | undefined>>

/** Returns a line of the log: one JSON object, with `at` (UTC, ISO 8601), `level` and `code` first. */
export const logLine = (level: LogLevel, code: string, fields?: LogFields): string =>
  JSON.stringify({ at: new Date().toISOString(), level, code, ...fields })
