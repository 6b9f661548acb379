/** One line of the log: what is known about a request that broke. Never what was sent. */
export type FaultLine = { requestId: string; code: string; name: string; message: string }

/** Where faults are written. */
export type LogFault = (line: FaultLine) => void

/** Writes one JSON object a line to standard error. */
export const logFault: LogFault = (line) => {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level: 'error', ...line })}\n`)
}

/** Writes a warning as one JSON object a line to standard error. */
export function logWarning(code: string, fields: Readonly<Record<string, string | number | undefined>>): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level: 'warn', code, ...fields })}\n`)
}
