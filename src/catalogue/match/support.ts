import { NEAR_YEARS, scoreOf, share, shareId } from './compare'
import type { Evidence } from './evidence'
import { LEVELS } from './levels'
import type { Subject } from './subject'

/** What has to speak for a pair besides titles that are not equal: a slip is as often another word. */
const SUPPORT: Readonly<Record<string, number>> = {
  [LEVELS.titleStem.says]: 0,
  [LEVELS.titleAlternative.says]: 0,
  [LEVELS.titleSlip.says]: 1,
}

/** Titles that are not equal link only where nothing else speaks against it, and a slip only where something speaks for it. */
export function isSupported(evidence: readonly Evidence[]): boolean {
  const title = evidence.find(({ field }) => field === 'title')
  const needed = title && SUPPORT[title.says]
  return needed === undefined || scoreOf(evidence.filter((each) => each !== title)) >= needed
}

/** A number is the title of several works: it needs a year or a house in common to tie two records. */
export const isAccident = (one: Subject, other: Subject): boolean =>
  !/\D/.test(one.title.compact) && !shareId(one, other) && !areAlike(one, other)

const areAlike = (one: Subject, other: Subject) =>
  share(one.companies, other.companies) ||
  (one.year !== undefined && other.year !== undefined && Math.abs(one.year - other.year) <= NEAR_YEARS)
