import { preferredType } from './accept'

const LONGEST_HEADER = 200

/**
 * Returns the language of `languages` that `Accept-Language` prefers, `undefined` if it wants none of them. A regional one, as in
 * `fr-CA`, counts as the language.
 */
export function languageOf<const Language extends string>(
  headers: Headers,
  languages: readonly Language[],
): Language | undefined {
  const wanted = headers.get('accept-language')
  const simple = wanted?.slice(0, LONGEST_HEADER).replaceAll(/([a-z]{2,3})-[a-z0-9-]+/gi, '$1') ?? null
  return preferredType(simple, languages)
}
