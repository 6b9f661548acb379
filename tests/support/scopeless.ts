import { forge } from '#tests/src/http/sign'

/** Returns a valid token whose only scope is one that this release does not know: every known scope may read. */
export const scopeless = (): string => forge({ claims: { scope: 'unknown' } })
