/** What happens outside when a failure of this code reaches it: the exit code of a command and the status of a response. */
type Consequence = { exit: number; status: number }

/**
 * Every way in which the world can be broken, and what follows.
 *
 * A bad row is data and an expected outcome is a return value; neither is listed here.
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
  port_in_use: { exit: 78, status: 500 },
  interrupted: { exit: 130, status: 503 },
  index_failed: { exit: 1, status: 502 },
} as const satisfies Record<string, Consequence>

export type FailureCode = keyof typeof FAILURES

/** A broken world. The message says what broke and what to do next, and never holds a key, a token or a full URL. */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: FailureCode

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The message of anything thrown, for a log or a wrapped failure. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
