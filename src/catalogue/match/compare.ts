import type { Evidence } from './evidence'
import type { Subject } from './subject'
import { WEIGHTS } from './weights'

const intersects = (some: readonly string[], others: readonly string[]) => some.some((one) => others.includes(one))

/** Whether `one` names `other` by its key, or both name the same id of a third. */
const names = (one: Subject, other: Subject) =>
  one.ids.some(
    ([space, id]) =>
      (space === other.item.ref.source && id === other.item.ref.key) ||
      other.ids.some(([otherSpace, otherId]) => space === otherSpace && id === otherId),
  )

/** Whether two records are tied by an id, in either direction. Keys of two datasets of one source tie nothing. */
export const shareId = (one: Subject, other: Subject): boolean =>
  (one.ids.length > 0 && names(one, other)) || (other.ids.length > 0 && names(other, one))

/** Whether two records have one title and its numbers. An empty key equals nothing. */
export const shareTitle = (one: Subject, other: Subject): boolean =>
  one.title.compact !== '' && one.title.compact === other.title.compact && one.numbers === other.numbers

function titleEvidence(one: Subject, other: Subject): Evidence {
  if (one.plain !== '' && one.plain === other.plain) return WEIGHTS.titleEqual
  if (!shareTitle(one, other)) return WEIGHTS.titleDiffers
  return one.edition === other.edition ? WEIGHTS.titleNormalised : WEIGHTS.titleEdition
}

function yearEvidence(one: Subject, other: Subject): Evidence | undefined {
  if (one.year === undefined || other.year === undefined) return undefined
  const gap = Math.abs(one.year - other.year)
  if (gap > 1) return WEIGHTS.yearFar
  return gap === 0 ? WEIGHTS.yearEqual : WEIGHTS.yearNear
}

/** Agreement of two lists of words; a record that names none says nothing. */
function overlap(some: readonly string[], others: readonly string[], equal: Evidence, differs: Evidence) {
  if (some.length === 0 || others.length === 0) return undefined
  return intersects(some, others) ? equal : differs
}

/** The reasons for and against two records being the same work, strongest field first. Missing values are neutral. */
export function compare(one: Subject, other: Subject): Evidence[] {
  const evidence = [
    shareId(one, other) ? WEIGHTS.sameId : undefined,
    titleEvidence(one, other),
    yearEvidence(one, other),
    overlap(one.companies, other.companies, WEIGHTS.companyEqual, WEIGHTS.companyDiffers),
    overlap(one.platforms, other.platforms, WEIGHTS.platformEqual, WEIGHTS.platformDiffers),
  ]
  return evidence.filter((each) => each !== undefined)
}

/** The sum of the evidence in bits, to a hundredth: equal reasons give equal scores. */
export function scoreOf(evidence: readonly Evidence[]): number {
  let sum = 0
  for (const { weight } of evidence) sum += weight
  return Math.round(sum * 100) / 100
}
