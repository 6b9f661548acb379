import type { Provenance } from './provenance'
import { choose, type Ranked, type Stated, statedBy } from './rank'

const MARKS = /\p{M}/gu
const unaccented = (title: string) => title.normalize('NFD').replace(MARKS, '')

/** True for a title in small letters only: lists that make titles from slugs and file names write so. */
const isLowerCase = (title: string): boolean => title === title.toLowerCase() && title !== title.toUpperCase()

/** Moves titles to the end for which a test is true; none if it is true for all. */
function lastIf(titles: Stated<string>[], isWorse: (title: Stated<string>) => boolean): Stated<string>[] {
  const worse = titles.filter(isWorse)
  return worse.length === 0 || worse.length === titles.length
    ? titles
    : [...titles.filter((title) => !worse.includes(title)), ...worse]
}

/** Moves the title to the front that differs from the best one only by added accents: sources lose accents, never add them. */
function accentedFirst(titles: Stated<string>[]): Stated<string>[] {
  const best = titles[0]?.value
  const accented = titles.find(({ value }) => value !== best && unaccented(value) === best)
  return accented ? [accented, ...titles.filter((title) => title !== accented)] : titles
}

/**
 * Returns the title of the best-ranked record, in its cleanest spelling. Titles that name an edition, then titles in small letters
 * only, win over no other.
 */
export function mergeTitle(ranked: readonly Ranked[], provenance: Provenance): string {
  const titles = statedBy(ranked, ({ spelling }) => spelling)
  const cased = lastIf(titles, ({ value }) => isLowerCase(value))
  const plain = lastIf(cased, ({ by }) => by.edition !== '')
  return choose(provenance, 'title', accentedFirst(plain)) ?? ''
}
