import type { RefusalCode } from '#catalogue/refusal-codes'
import type { Mapped } from './record'

/** Returns the result of a map that refuses a record. `message` must not contain an input value. */
export const refuseRecord = (code: RefusalCode, field: string, message: string): Extract<Mapped, { ok: false }> => ({
  ok: false,
  reject: { code, field, message },
})
