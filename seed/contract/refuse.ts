import type { Mapped } from './record'

/** A record that becomes no candidate. `field` is the name of the field in our words; `message` never holds its value. */
export const refuseRecord = (code: string, field: string, message: string): Extract<Mapped, { ok: false }> => ({
  ok: false,
  reject: { code, field, message },
})
