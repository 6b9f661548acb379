import type { RefusalCode } from '#catalogue/refusal-codes'

/**
 * Position of a record in its input: its first line (from 1) and byte (from 0) in a file; page and row of an API (from 0);
 * row of a database; `answer`, the id of a stored API response; `refused`, the id of a record in quarantine.
 */
export type RecordPosition = {
  line?: number
  byte?: number
  page?: number
  row?: number
  file?: string
  answer?: number
  refused?: number
}

/** One record as received: `value` is the parsed record, `text` its raw text. */
export type RawRecord = { value: unknown; text: string; position: RecordPosition }

/** A piece of the input that could not be parsed. It goes to quarantine with its text, and with its key if that is known. */
export type Unparsable = { reject: Reject; text: string; position: RecordPosition; key?: string }

/** The records of one page, parsed but not validated, and the pieces that could not be parsed. */
export type Content = { records: RawRecord[]; unparsable: Unparsable[] }

/** Position from which reading resumes after a page. Only the reader that made it interprets it. */
export type Checkpoint = Record<string, string | number>

/**
 * The part of the input that is held in memory at one time: a piece of a file, or one response of an API.
 *
 * `checkpoint` resumes right after the page. `done` and `total` are for the progress bar, in the unit that
 * `OpenedInput.counts` names.
 */
export type Page = Content & { checkpoint: Checkpoint; done: number; total?: number }

/** Reason why a record was refused. `code` is stable and counted; `message` says what is wrong, without the value. */
export type Reject = { code: RefusalCode; field?: string; message: string }
