/** Names of columns or parameters of a statement; `position` is jsonb. Never input. */
type Refusal = { key: string; position: string; raw: string }

/**
 * SQL for what makes two refusals one: the same text, of the same key where that is known, else at the same place.
 *
 * The reason is not part of it: a record may be refused for another one tomorrow.
 */
export const refusalFingerprint = ({ key, position, raw }: Refusal): string =>
  `hashtextextended(coalesce('key ' || ${key}, ${position}::text) || coalesce(${raw}, ''), 0)`
