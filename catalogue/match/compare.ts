import { LEVELS, type Level, type LevelVector, type Weights } from './comparison-levels'
import type { Evidence } from './evidence'
import type { MatchFeatures } from './features'
import { isTypo } from './typo'

/** An id is assigned by a person or a shop: it outweighs everything else together. */
const SHARED_ID: Evidence = { field: 'id', says: 'an external id is shared', weight: 30 }

/** Years between releases that regions still explain. */
export const NEAR_YEARS = 1
/** Years that ports and late localisations still explain. */
export const EXPLAINED_YEARS = 4

/** Whether two lists have a word in common. */
export const share = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.includes(one))

/** Whether `one` names `other` by its key, or both name the same id of a third. */
const refersTo = (one: MatchFeatures, other: MatchFeatures) =>
  one.ids.some(
    ([space, id]) =>
      (space === other.item.ref.source && id === other.item.ref.key) ||
      other.ids.some(([otherSpace, otherId]) => space === otherSpace && id === otherId),
  )

/** Whether two records are tied by an id, in either direction. Keys of two datasets of one source tie nothing. */
export const shareId = (one: MatchFeatures, other: MatchFeatures): boolean =>
  (one.ids.length > 0 && refersTo(one, other)) || (other.ids.length > 0 && refersTo(other, one))

/** Whether two records have one title and its numbers. An empty key equals nothing. */
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
  return isTypo(one.title.compact, other.title.compact) ? 'titleSlip' : 'titleDiffers'
}

/** Whether the later of two years is that of a shop, and they share the house: it began to sell an old game. */
const isSoldLater = (one: MatchFeatures, other: MatchFeatures): boolean => {
  const [first, last] = (one.year ?? 0) < (other.year ?? 0) ? [one, other] : [other, one]
  return last.isShopEntry && !first.isShopEntry && share(one.companies, other.companies)
}

/** Another edition comes out later, and so does an old game in a shop: that says nothing against it. */
function yearLevel(one: MatchFeatures, other: MatchFeatures, title: Level): Level | undefined {
  if (one.year === undefined || other.year === undefined) return undefined
  const gap = Math.abs(one.year - other.year)
  if (gap <= NEAR_YEARS) return gap === 0 ? 'yearEqual' : 'yearNear'
  if (title === 'titleEdition' || isSoldLater(one, other)) return undefined
  return gap > EXPLAINED_YEARS ? 'yearApart' : 'yearFar'
}

/** Agreement of two lists of words; a record that names none says nothing. */
function overlap(some: readonly string[], others: readonly string[], equal: Level, differs: Level): Level | undefined {
  if (some.length === 0 || others.length === 0) return undefined
  return share(some, others) ? equal : differs
}

/** How two records compare, field by field, the title first. */
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

/** The reasons for and against two records being the same work, strongest field first. Missing values are neutral. */
export function compare(one: MatchFeatures, other: MatchFeatures, weights: Weights): Evidence[] {
  const evidence = levelsOf(one, other).map((level): Evidence => ({ ...LEVELS[level], weight: weights[level] }))
  return shareId(one, other) ? [SHARED_ID, ...evidence] : evidence
}

/** The sum of the evidence in bits, to a hundredth: equal reasons give equal scores. */
export function scoreOf(evidence: readonly Evidence[]): number {
  let sum = 0
  for (const { weight } of evidence) sum += weight
  return Math.round(sum * 100) / 100
}
