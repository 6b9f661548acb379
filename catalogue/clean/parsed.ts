/**
 * Result of parsing a cell: a value, `undefined` if the cell says that there is none, or not `ok` if it is malformed; `ambiguous`
 * if it is a number that reads two ways.
 */
export type Parsed<T> = { ok: true; value: T | undefined } | { ok: false; ambiguous?: true }

/** Result for a cell that says there is no value. */
export const NO_VALUE = { ok: true, value: undefined } as const

/** Result for a malformed cell. */
export const INVALID = { ok: false } as const

/** Result for a number that reads two ways: `1,500`. */
export const AMBIGUOUS = { ok: false, ambiguous: true } as const
