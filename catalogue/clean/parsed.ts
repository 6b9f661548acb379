/** What a cell says: a value, `undefined` where it says that there is none, or not `ok` where it is no such value at all. */
export type Parsed<T> = { ok: true; value: T | undefined } | { ok: false }

/** The one answer for a cell that says there is no value. */
export const NO_VALUE = { ok: true, value: undefined } as const

/** The one answer for a cell that cannot be read as what it should be. */
export const INVALID = { ok: false } as const
