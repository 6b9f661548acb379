import type { PlatformLookup } from '#catalogue/search/query'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'

/** Returns the slug of the platform that a word or phrase names in the standard vocabulary. */
export const standardPlatform: PlatformLookup = (words) => standardVocabulary.platform(words)?.slug
