const READS = /^[\s(]*(?:select|with|values)\b/i

/**
 * Words of a `select` or `with` that changes something, locks rows or acts on the server. Where one of them is only a name or inside a
 * text, a read is taken for a write, which is safe.
 */
const ACTS = /\b(?:(?:insert|update|delete|merge|into|share|nextval|setval|set_config|dblink\w*|lo_\w+)\b|pg_\w+\s*\()/i

/** True if a statement only reads, so that it may be sent again when the connection broke before its answer. */
export const isPlainRead = (text: string): boolean => READS.test(text) && !ACTS.test(text)
