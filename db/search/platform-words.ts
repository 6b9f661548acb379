import type { PlatformLookup } from '#catalogue/search/query'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'

/** The platform a word or phrase names in the vocabulary this version ships with. */
export const standardPlatform: PlatformLookup = (words) => standardVocabulary.platform(words)?.slug
