import { standardVocabulary } from './lookup'

/**
 * Returns the slug of a region, or of several joined by `+` in alphabetical order; empty for the whole world. Keeps unknown words in
 * lower case.
 */
export const regionOf = (text: string): string =>
  [...new Set(text.split('+').map((word) => standardVocabulary.region(word)?.slug ?? word.trim().toLowerCase()))]
    .filter(Boolean)
    .sort()
    .join('+')
