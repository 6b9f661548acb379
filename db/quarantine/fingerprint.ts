/** SQL expressions for the columns of a refused record, `position` as jsonb. They are inserted as they are, so never pass input. */
type Refusal = { key: string; position: string; raw: string }

/**
 * Returns SQL for the fingerprint of a refused record: a hash of its text and its key, or its position if the key is unknown.
 * The reason is no part of it: a later release may refuse the same record for another reason.
 */
export const refusalFingerprint = ({ key, position, raw }: Refusal): string =>
  `hashtextextended(coalesce('key ' || ${key}, ${position}::text) || coalesce(${raw}, ''), 0)`
