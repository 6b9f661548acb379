import { isMissing } from '#catalogue/clean/missing'
import { NEAR_YEARS, scoreOf, share, shareId } from './compare'
import { LEVELS } from './comparison-levels'
import type { Evidence } from './evidence'
import type { MatchFeatures } from './features'

/** Bits that the other fields must add to a title level before it links. A supposed typo is often another word. */
const NEEDED_SUPPORT: Readonly<Record<string, number>> = {
  [LEVELS.titleStem.says]: 0,
  [LEVELS.titleAlternative.says]: 0,
  [LEVELS.titleTypo.says]: 1,
}

/**
 * True if the other fields allow the title level to link. A title that equals an alternative name, or equals the other but for
 * a subtitle, needs a sum of 0 bits or more from them, a typo 1 or more; other levels need none.
 */
export function isSupported(evidence: readonly Evidence[]): boolean {
  const title = evidence.find(({ field }) => field === 'title')
  const needed = title && NEEDED_SUPPORT[title.says]
  return needed === undefined || scoreOf(evidence.filter((each) => each !== title)) >= needed
}

/** Titles that mean a missing title, in addition to the words for a missing value in any field. */
const PLACEHOLDERS = new Set('game name new noname notitle placeholder temp test title undefined untitled'.split(' '))

const isPlaceholder = ({ item, title }: MatchFeatures): boolean =>
  isMissing(item.record.title.trim()) || PLACEHOLDERS.has(title.compact)

/**
 * True if the title of either record is generic and nothing else confirms the match. A placeholder needs a shared company or
 * id; a title that is a number needs one of these, or years at most one apart.
 */
export function shareOnlyGenericTitle(one: MatchFeatures, other: MatchFeatures): boolean {
  if (shareId(one, other) || share(one.companies, other.companies)) return false
  return isPlaceholder(one) || isPlaceholder(other) || (NUMBER.test(one.title.compact) && !areYearsNear(one, other))
}

const NUMBER = /^\p{Nd}+$/u

const areYearsNear = (one: MatchFeatures, other: MatchFeatures) =>
  one.year !== undefined && other.year !== undefined && Math.abs(one.year - other.year) <= NEAR_YEARS
