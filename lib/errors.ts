/** Exit code of a command and HTTP status of a response that ends with a failure. */
type Consequence = { exit: number; status: number }

/**
 * All failure codes. An invalid row is data and an expected outcome is a return value: neither has a code here.
 */
export const FAILURES = {
  usage: { exit: 2, status: 500 },
  unknown_source: { exit: 2, status: 500 },
  source_unreadable: { exit: 2, status: 500 },
  wrong_header: { exit: 2, status: 500 },
  source_unavailable: { exit: 1, status: 502 },
  source_shrunk: { exit: 1, status: 502 },
  configuration: { exit: 78, status: 500 },
  store_unreachable: { exit: 1, status: 503 },
  store_refused: { exit: 78, status: 503 },
  schema_mismatch: { exit: 78, status: 503 },
  store_busy: { exit: 1, status: 503 },
  run_active: { exit: 4, status: 409 },
  store_in_use: { exit: 4, status: 503 },
  port_in_use: { exit: 78, status: 500 },
  interrupted: { exit: 130, status: 503 },
  index_failed: { exit: 1, status: 502 },
  backup_refused: { exit: 2, status: 500 },
  backup_failed: { exit: 1, status: 500 },
  ledger_failed: { exit: 1, status: 503 },
} as const satisfies Record<string, Consequence>

export type FailureCode = keyof typeof FAILURES

/**
 * Error for a fault of the configuration, a store, a source or the caller's arguments; not for bad data or an expected outcome.
 *
 * The message says what broke and what to do next. It never contains a key, a token or a full URL.
 */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: FailureCode

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** Returns the message of any thrown value, for a log line or another failure. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
