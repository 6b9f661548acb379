import type { MatchFeatures } from './features'
import { areListedTwice } from './listed-twice'

/** Compact titles that several games have, each with the first release years of those games in ascending order. */
export type Homonyms = ReadonlyMap<string, readonly number[]>

/** No homonyms. */
export const NO_HOMONYMS: Homonyms = new Map()

/** Years within which one game is released in all its regions. */
const RELEASE_SPAN_YEARS = 1

/** Returns the years between two records; 0 if either is undated. */
export const yearGap = (one: MatchFeatures, other: MatchFeatures): number =>
  one.year === undefined || other.year === undefined ? 0 : Math.abs(one.year - other.year)

/** True if one dataset has two entries with one title and package that are dated more than a year apart. */
const areDatedApart = (one: MatchFeatures, other: MatchFeatures): boolean =>
  one.title.compact === other.title.compact && yearGap(one, other) > RELEASE_SPAN_YEARS && areListedTwice(one, other)

/** Returns the titles that one dataset gives to several games, with the first release years of those games. */
export function homonymsAmong(pairs: Iterable<readonly [MatchFeatures, MatchFeatures]>): Homonyms {
  const years = new Map<string, number[]>()
  for (const pair of pairs) {
    if (!areDatedApart(...pair)) continue
    for (const { title, year } of pair)
      if (year !== undefined) years.set(title.compact, [...(years.get(title.compact) ?? []), year])
  }
  return new Map([...years].map(([title, found]) => [title, distinctYears(found)]))
}

/** Sorts the years and drops each that is within the release span of the one kept before it. */
function distinctYears(years: readonly number[]): number[] {
  const kept: number[] = []
  for (const year of [...years].sort((one, other) => one - other))
    if (year - (kept.at(-1) ?? 0) > RELEASE_SPAN_YEARS) kept.push(year)
  return kept
}

/** Returns the index of the game that a year belongs to: one first released within a year of it, else the latest before, or -1. */
function gameIndex(year: number, firstYears: readonly number[]): number {
  const about = firstYears.findIndex((first) => Math.abs(first - year) <= RELEASE_SPAN_YEARS)
  return about >= 0 ? about : firstYears.findLastIndex((first) => first < year)
}

/**
 * True if the years of two records with one title are those of different games. If several games have this title (`homonyms`),
 * the years must belong to different ones. Otherwise the years in brackets must differ (one may be missing), and the years of
 * the records must be more than one apart.
 */
export function areOfDifferentGames(one: MatchFeatures, other: MatchFeatures, homonyms: Homonyms): boolean {
  if (one.year === undefined || other.year === undefined) return false
  const firstYears = homonyms.get(one.title.compact)
  if (firstYears) return gameIndex(one.year, firstYears) !== gameIndex(other.year, firstYears)
  return one.title.year !== other.title.year && yearGap(one, other) > RELEASE_SPAN_YEARS
}
