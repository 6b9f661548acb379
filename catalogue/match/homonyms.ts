import type { MatchFeatures } from './features'
import { areListedTwice } from './listed-twice'

/** Of each title that names several works the years in which those began, rising; by its compact form. */
export type Homonyms = ReadonlyMap<string, readonly number[]>

/** No title is known to name several works. */
export const NO_HOMONYMS: Homonyms = new Map()

/** Years in which one work comes out in all its regions. */
const RELEASE_SPAN_YEARS = 1

/** Years between the works two records are of; 0 where either is undated. */
export const yearGap = (one: MatchFeatures, other: MatchFeatures): number =>
  one.year === undefined || other.year === undefined ? 0 : Math.abs(one.year - other.year)

/** Whether one list itself holds the two as namesakes: one title and package, years apart. */
const areListedHomonyms = (one: MatchFeatures, other: MatchFeatures): boolean =>
  one.title.compact === other.title.compact && yearGap(one, other) > RELEASE_SPAN_YEARS && areListedTwice(one, other)

/** The titles of which some list holds several works, with the years in which it says that they began. */
export function homonymsAmong(pairs: readonly (readonly [MatchFeatures, MatchFeatures])[]): Homonyms {
  const years = new Map<string, number[]>()
  for (const pair of pairs.filter(([one, other]) => areListedHomonyms(one, other)))
    for (const { title, year } of pair)
      if (year !== undefined) years.set(title.compact, [...(years.get(title.compact) ?? []), year])
  return new Map([...years].map(([title, of]) => [title, firstYears(of)]))
}

/** The years in order, without those that follow another so closely that they are of the same work. */
function firstYears(years: readonly number[]): number[] {
  const kept: number[] = []
  for (const year of [...years].sort((one, other) => one - other))
    if (year - (kept.at(-1) ?? 0) > RELEASE_SPAN_YEARS) kept.push(year)
  return kept
}

/** Which of the works of its title a year falls to: one that began about then, else the latest that had begun, as its port. */
function workIndex(year: number, began: readonly number[]): number {
  const about = began.findIndex((beginning) => Math.abs(beginning - year) <= RELEASE_SPAN_YEARS)
  return about >= 0 ? about : began.findLastIndex((beginning) => beginning < year)
}

/**
 * Whether the years of two records of one title tell them apart: another work of that title began in between, or, where no
 * list holds two works, only one of them hangs its year on the title and the other is of another year.
 */
export function areOfDifferentWorks(one: MatchFeatures, other: MatchFeatures, homonyms: Homonyms): boolean {
  if (one.year === undefined || other.year === undefined) return false
  const began = homonyms.get(one.title.compact)
  if (began) return workIndex(one.year, began) !== workIndex(other.year, began)
  return one.title.year !== other.title.year && yearGap(one, other) > RELEASE_SPAN_YEARS
}
