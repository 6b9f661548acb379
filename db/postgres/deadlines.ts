/** Longest waits for Postgres, in ms. Postgres ends a statement itself; the client waits a little longer, in case it cannot. */
export type Deadlines = {
  /** Opening a connection, with authentication. */
  connectMs: number
  /** A statement, on the clock of Postgres. */
  statementMs: number
  /** A lock of a table or a row. */
  lockMs: number
  /** A whole transaction, on the clock of Postgres. */
  transactionMs: number
  /** A free connection and the answer to a statement, together. */
  answerMs: number
  /** A free connection for a transaction. */
  waitMs: number
  /** The answer to a statement that does no work, such as `begin`. */
  replyMs: number
}

/**
 * The deadlines of a process. `serve`: requests wait for the answer. `load`: loads and the relay, whose longest statements (an
 * index over every game, labelling every record) take minutes. `export`: a statement reads some games of a snapshot, the first one
 * perhaps after sorting all of them; the transaction lasts as long as the client reads.
 *
 * `transfer`: a backup and its restoration read and write whole tables, each in one statement, all of them in one transaction.
 *
 * A lock of `serve` ends so soon that three callers can wait on each connection, one after the other, within `answerMs`.
 */
const DEADLINES = {
  serve: {
    connectMs: 2_000,
    statementMs: 2_000,
    lockMs: 750,
    transactionMs: 10_000,
    answerMs: 2_500,
    waitMs: 1_500,
    replyMs: 2_500,
  },
  load: {
    connectMs: 10_000,
    statementMs: 30 * 60_000,
    lockMs: 10 * 60_000,
    transactionMs: 60 * 60_000,
    answerMs: 31 * 60_000,
    waitMs: 31 * 60_000,
    replyMs: 15_000,
  },
  export: {
    connectMs: 2_000,
    statementMs: 60_000,
    lockMs: 5_000,
    transactionMs: 60 * 60_000,
    answerMs: 65_000,
    waitMs: 1_500,
    replyMs: 2_500,
  },
  transfer: {
    connectMs: 10_000,
    statementMs: 4 * 3_600_000,
    lockMs: 60_000,
    transactionMs: 12 * 3_600_000,
    answerMs: 4 * 3_600_000 + 60_000,
    waitMs: 15_000,
    replyMs: 15_000,
  },
} as const satisfies Record<string, Deadlines>

/** Name of deadlines: `serve` for requests, `export` for exports, `transfer` for backups, `load` for everything else that takes minutes. */
export type DeadlineProfile = keyof typeof DEADLINES

/** Returns the deadlines of a profile. */
export const deadlinesOf = (profile: DeadlineProfile): Deadlines => DEADLINES[profile]

/** Returns the settings of a session with these deadlines. JIT compilation costs more than it gains: our statements are short. */
export const sessionSettings = ({ statementMs, lockMs, transactionMs }: Deadlines) => ({
  application_name: 'vestimlib',
  jit: false,
  statement_timeout: statementMs,
  lock_timeout: lockMs,
  transaction_timeout: transactionMs,
})
