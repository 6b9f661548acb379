import { LEVELS, type Level, type LevelVector, type Weights } from './comparison-levels'
import type { Evidence } from './evidence'
import type { MatchFeatures } from './features'
import { isTypo } from './typo'

/** Evidence of a shared id. An id is assigned by a person or a shop: 30 bits are more than all other evidence together has in the shipped model (26.5). */
export const SHARED_ID: Evidence = { field: 'id', says: 'an external id is shared', weight: 30 }

/** Largest gap in years between the releases of one game in two regions. */
export const NEAR_YEARS = 1
/** Largest gap in years that a port or a late localisation explains. */
export const EXPLAINED_YEARS = 4

/** True if two arrays have an item in common. */
export const share = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.includes(one))

/** True if an id of `one` is the key of `other`, or both state the same id. */
const refersTo = (one: MatchFeatures, other: MatchFeatures) =>
  one.ids.some(
    ([space, id]) =>
      (space === other.item.ref.source && id === other.item.ref.key) ||
      other.ids.some(([otherSpace, otherId]) => space === otherSpace && id === otherId),
  )

/**
 * True if one record states the key of the other as an id, or both state the same id. Equal keys in two datasets of one source
 * are no shared id.
 */
export const shareId = (one: MatchFeatures, other: MatchFeatures): boolean =>
  (one.ids.length > 0 && refersTo(one, other)) || (other.ids.length > 0 && refersTo(other, one))

/** True if two records have the same compact title and the same numbers in it. False for empty titles. */
export const shareTitle = (one: MatchFeatures, other: MatchFeatures): boolean =>
  one.title.compact !== '' && one.title.compact === other.title.compact && one.numbers === other.numbers

const shareName = (one: MatchFeatures, other: MatchFeatures) =>
  other.names.includes(one.title.compact) || one.names.includes(other.title.compact) || share(one.names, other.names)

const shareStem = (one: MatchFeatures, other: MatchFeatures) =>
  one.title.stems.includes(other.title.compact) || other.title.stems.includes(one.title.compact)

function titleLevel(one: MatchFeatures, other: MatchFeatures): Level {
  if (one.plain !== '' && one.plain === other.plain) return 'titleEqual'
  if (shareTitle(one, other)) return one.edition === other.edition ? 'titleNormalised' : 'titleEdition'
  if (shareName(one, other)) return 'titleAlternative'
  if (one.numbers !== other.numbers) return 'titleDiffers'
  if (shareStem(one, other)) return 'titleStem'
  return isTypo(one.title.compact, other.title.compact) ? 'titleTypo' : 'titleDiffers'
}

/** True if only the later record is a shop's and a company is shared: a shop dates an old game by when it began to sell it. */
const isSoldLater = (one: MatchFeatures, other: MatchFeatures): boolean => {
  const [first, last] = (one.year ?? 0) < (other.year ?? 0) ? [one, other] : [other, one]
  return last.isShopEntry && !first.isShopEntry && share(one.companies, other.companies)
}

/** Returns the level of two years; `undefined` if one is missing, or if another edition or a shop's date explains the gap. */
function yearLevel(one: MatchFeatures, other: MatchFeatures, title: Level): Level | undefined {
  if (one.year === undefined || other.year === undefined) return undefined
  const gap = Math.abs(one.year - other.year)
  if (gap <= NEAR_YEARS) return gap === 0 ? 'yearEqual' : 'yearNear'
  if (title === 'titleEdition' || isSoldLater(one, other)) return undefined
  return gap > EXPLAINED_YEARS ? 'yearApart' : 'yearFar'
}

/** Compares two arrays. Returns `undefined` if either is empty: a missing value is no evidence. */
function overlap(some: readonly string[], others: readonly string[], equal: Level, differs: Level): Level | undefined {
  if (some.length === 0 || others.length === 0) return undefined
  return share(some, others) ? equal : differs
}

/** Returns the comparison levels of two records, the title first. Fields that give no evidence have no level. */
export function levelsOf(one: MatchFeatures, other: MatchFeatures): LevelVector {
  const title = titleLevel(one, other)
  const levels = [
    title,
    yearLevel(one, other, title),
    overlap(one.companies, other.companies, 'companyEqual', 'companyDiffers'),
    overlap(one.platforms, other.platforms, 'platformEqual', 'platformDiffers'),
  ]
  return levels.filter((level) => level !== undefined)
}

/**
 * Returns the evidence for and against two records being the same game: a shared id, title, year, companies, platforms.
 * Missing values are no evidence.
 */
export function compare(one: MatchFeatures, other: MatchFeatures, weights: Weights): Evidence[] {
  const evidence = levelsOf(one, other).map((level): Evidence => ({ ...LEVELS[level], weight: weights[level] }))
  return shareId(one, other) ? [SHARED_ID, ...evidence] : evidence
}

/** Returns the sum of the weights in bits, rounded to hundredths so that equal evidence gives equal scores. */
export function scoreOf(evidence: readonly Evidence[]): number {
  let sum = 0
  for (const { weight } of evidence) sum += weight
  return Math.round(sum * 100) / 100
}
