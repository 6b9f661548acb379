import type { BulkTransaction } from '#db/stores'
import type { Stream } from '#lib/iterate'

/** A transaction that reads or writes whole tables. */
export type TransferTransaction = Pick<BulkTransaction, 'query'> & {
  /** Runs several statements. */
  script: (text: string) => Promise<unknown>
  /** Yields the rows of a table as COPY text, in pieces that may end in the middle of a row. */
  copyOut: (table: string, columns: readonly string[]) => Stream<Uint8Array>
  /** Stores COPY text. Each piece is one or more whole lines. */
  copyIn: (table: string, columns: readonly string[], pieces: Stream<Uint8Array>) => Promise<void>
}

/** Transactions that read or write whole tables, on a connection of their own where the store has several. */
export type Transfer = {
  /** Runs `work` on one snapshot, which it cannot change. */
  read: <T>(work: (tx: TransferTransaction) => Promise<T>) => Promise<T>
  /** Runs `work` in one transaction: all of it is stored, or nothing if `work` throws. */
  write: <T>(work: (tx: TransferTransaction) => Promise<T>) => Promise<T>
}

/** Settings with which every server writes and reads a value as the same text. */
const SAME_TEXT = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8'`

/** First statements of a transaction that reads. */
export const BEGIN_READING = `set transaction isolation level repeatable read, read only; ${SAME_TEXT}`

/** First statements of a transaction that writes. An index of millions of rows is many times slower to build in less memory. */
export const BEGIN_WRITING = `${SAME_TEXT}; set local maintenance_work_mem = '128MB'`

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Returns the names as a list of SQL identifiers. */
export const identifierList = (names: readonly string[]): string => names.map(quoted).join(', ')
