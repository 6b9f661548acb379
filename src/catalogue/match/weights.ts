import type { Evidence } from './evidence'

/**
 * What each level of agreement is worth, in bits: log2 of how much likelier it is between records of one work than
 * between records of two works that share a blocking key.
 */
export const WEIGHTS = {
  /** An id is assigned by a person or a shop; it outweighs everything else together. */
  sameId: { field: 'id', says: 'an external id is shared', weight: 30 },
  /** Namesakes exist, but are one in some hundred titles. */
  titleEqual: { field: 'title', says: 'title equal', weight: 14.4 },
  /** Articles, numerals, tags and brands seldom carry the difference between two works. */
  titleNormalised: { field: 'title', says: 'title equal after numerals, articles and tags', weight: 12.6 },
  /** An edition is the same work, but some lists use its words for remakes. */
  titleEdition: { field: 'title', says: 'title equal apart from the edition', weight: 10.8 },
  /** Only an id could bring these records together. */
  titleDiffers: { field: 'title', says: 'title differs', weight: -6 },
  /** Works are released in one year more often than chance brings namesakes into one. */
  yearEqual: { field: 'year', says: 'year equal', weight: 3.2 },
  /** Regions follow each other within a year. */
  yearNear: { field: 'year', says: 'year one apart', weight: 1.1 },
  /** Ports and re-releases come years later, and so do namesakes. */
  yearFar: { field: 'year', says: 'year differs', weight: -2.4 },
  /** Two works of one title rarely come from one house. */
  companyEqual: { field: 'company', says: 'a company is shared', weight: 2.7 },
  /** Ports change the publisher, and sources name different roles. */
  companyDiffers: { field: 'company', says: 'company differs', weight: -1.3 },
  /** Two lists that name the same platform most likely mean the same release. */
  platformEqual: { field: 'platform', says: 'a platform is shared', weight: 1.4 },
  /** Ports are common: little is said against. */
  platformDiffers: { field: 'platform', says: 'platform differs', weight: -0.4 },
} as const satisfies Record<string, Evidence>

/** Years between releases of one title on one platform that regions and late localisations still explain. */
export const EXPLAINED_YEARS = 4

/** The same where one list itself tells namesakes of different years apart. */
export const EXPLAINED_YEARS_OF_NAMESAKES = 1
