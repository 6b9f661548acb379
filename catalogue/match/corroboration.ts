import { isMissing } from '#catalogue/clean/missing'
import { NEAR_YEARS, scoreOf, share, shareId } from './compare'
import { LEVELS } from './comparison-levels'
import type { Evidence } from './evidence'
import type { MatchFeatures } from './features'

/** What has to speak for a pair besides titles that are not equal: a slip is as often another word. */
const NEEDED_SUPPORT: Readonly<Record<string, number>> = {
  [LEVELS.titleStem.says]: 0,
  [LEVELS.titleAlternative.says]: 0,
  [LEVELS.titleSlip.says]: 1,
}

/** Titles that are not equal link only where nothing else speaks against it, and a slip only where something speaks for it. */
export function isSupported(evidence: readonly Evidence[]): boolean {
  const title = evidence.find(({ field }) => field === 'title')
  const needed = title && NEEDED_SUPPORT[title.says]
  return needed === undefined || scoreOf(evidence.filter((each) => each !== title)) >= needed
}

/** What stands in a title until there is one, beside what stands in any empty cell. */
const PLACEHOLDERS = new Set('game name new noname notitle placeholder temp test title undefined untitled'.split(' '))

const isPlaceholder = ({ item, title }: MatchFeatures): boolean =>
  isMissing(item.record.title.trim()) || PLACEHOLDERS.has(title.compact)

/**
 * Whether two records have nothing in common but a title that any work may have: a number, which needs a year or a house in
 * common besides, or what stands where a title is missing, which needs a house.
 */
export function shareOnlyGenericTitle(one: MatchFeatures, other: MatchFeatures): boolean {
  if (shareId(one, other) || share(one.companies, other.companies)) return false
  return isPlaceholder(one) || isPlaceholder(other) || (NUMBER.test(one.title.compact) && !areYearsNear(one, other))
}

const NUMBER = /^\p{Nd}+$/u

const areYearsNear = (one: MatchFeatures, other: MatchFeatures) =>
  one.year !== undefined && other.year !== undefined && Math.abs(one.year - other.year) <= NEAR_YEARS
