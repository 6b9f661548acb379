/** How two records may compare in one field, in words; each level is worth what `weights.json` says. */
export const LEVELS = {
  titleEqual: { field: 'title', says: 'title equal' },
  titleNormalised: { field: 'title', says: 'title equal after numerals, articles and tags' },
  titleEdition: { field: 'title', says: 'title equal apart from the edition' },
  titleAlternative: { field: 'title', says: 'title equal to an alternative name' },
  titleStem: { field: 'title', says: 'title equal but for a subtitle' },
  titleSlip: { field: 'title', says: 'title equal but for a slip of a letter' },
  titleDiffers: { field: 'title', says: 'title differs' },
  yearEqual: { field: 'year', says: 'year equal' },
  yearNear: { field: 'year', says: 'year one apart' },
  yearFar: { field: 'year', says: 'year two to four apart' },
  yearApart: { field: 'year', says: 'year five or more apart' },
  companyEqual: { field: 'company', says: 'a company is shared' },
  companyDiffers: { field: 'company', says: 'company differs' },
  platformEqual: { field: 'platform', says: 'a platform is shared' },
  platformDiffers: { field: 'platform', says: 'platform differs' },
} as const

export type Level = keyof typeof LEVELS

/** What each level is worth in bits: log2 of how much likelier it is in records of one work than in any two records. */
export type Weights = Readonly<Record<Level, number>>

/** Weights with their lines: bits from which two records are linked, and bits from which a person is asked. */
export type MatchModel = { weights: Weights; link: number; review: number }

/** Levels of two records, one a field at most; a field that either leaves out says nothing and has none. */
export type LevelVector = readonly Level[]
