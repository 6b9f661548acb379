/** Comparison levels of each field, with the text that is stored as evidence. */
export const LEVELS = {
  titleEqual: { field: 'title', says: 'title equal' },
  titleNormalised: { field: 'title', says: 'title equal after normalising numerals, articles and tags' },
  titleEdition: { field: 'title', says: 'title equal apart from the edition' },
  titleAlternative: { field: 'title', says: 'title equal to an alternative name' },
  titleStem: { field: 'title', says: 'title equal but for a subtitle' },
  titleTypo: { field: 'title', says: 'title equal but for one typo' },
  titleDiffers: { field: 'title', says: 'title differs' },
  yearEqual: { field: 'year', says: 'year equal' },
  yearNear: { field: 'year', says: 'years differ by one' },
  yearFar: { field: 'year', says: 'years differ by two to four' },
  yearApart: { field: 'year', says: 'years differ by five or more' },
  companyEqual: { field: 'company', says: 'a company is shared' },
  companyDiffers: { field: 'company', says: 'company differs' },
  platformEqual: { field: 'platform', says: 'a platform is shared' },
  platformDiffers: { field: 'platform', says: 'platform differs' },
} as const

export type Level = keyof typeof LEVELS

/** Weight of each level in bits: log2(m / u), the level's frequency in records of one game over that in records of two. */
export type Weights = Readonly<Record<Level, number>>

/**
 * Weights and thresholds, in bits. A pair with a score of at least `linkThreshold` is linked, of at least `reviewThreshold` is
 * reviewed by a person, and below that is two games.
 */
export type MatchModel = { weights: Weights; linkThreshold: number; reviewThreshold: number }

/** Levels of two records, at most one for each field. A field without evidence has none. */
export type LevelVector = readonly Level[]
