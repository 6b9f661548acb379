import { standardVocabulary } from './lookup'

/** Our word for a region, empty for the whole world; several are joined by `+`, in alphabetical order. A word nobody knows stays, in lower case. */
export const regionOf = (text: string): string =>
  [...new Set(text.split('+').map((word) => standardVocabulary.region(word)?.slug ?? word.trim().toLowerCase()))]
    .filter(Boolean)
    .sort()
    .join('+')
