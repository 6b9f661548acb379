import { endingsOf, namePartsOf } from './name-parts'
import type { SearchText } from './search-text'
import { yearNumberOf } from './year-number'

/** Characters of a completion, and of a text that is completed. */
export const MOST_COMPLETED = 50
/** Completions of a game: more names than any game has need. */
const MOST_COMPLETIONS = 100

/** Points of a completion by its kind: the beginning of a title comes before the words inside it and before other names. */
const POINTS = { title: 7.5, initials: 6.5, inside: 5, alternative: 5 }
const POPULARITY_WEIGHT = 1.6
const WEIGHT_PER_POINT = 1_000

/** Texts that a game completes, folded, and how early it comes among the games that complete a text: a whole number. */
export type Completions = { input: string[]; weight: number }

/**
 * Returns the texts by whose beginnings a game is suggested: its title, the title from each of its words on, its other names, and
 * its initials. They are grouped by weight, largest first. `names` are its names as they are written: those in a script without spaces
 * are completed from each of their characters on.
 */
export function completionsOf(text: Omit<SearchText, 'base'>, names: readonly string[] = []): Completions[] {
  const seen = new Set<string>()
  const take = (inputs: readonly string[]) =>
    inputs
      .map((input) => input.slice(0, MOST_COMPLETED))
      .filter((input) => input !== '' && !seen.has(input) && seen.size < MOST_COMPLETIONS && seen.add(input))
  const groups: [number, string[]][] = [
    [POINTS.title, take([text.fold, text.norm, text.compact])],
    [POINTS.initials, take(text.initials)],
    [POINTS.inside, take([...endingsOfWords(text.norm), ...shortSeasons(text.norm)])],
    [POINTS.alternative, take([...text.alternativeFolds, ...text.alternativeNorms.flatMap(endingsOfWords)])],
    [POINTS.inside, take(names.flatMap((name) => endingsOf(namePartsOf(name))))],
  ]
  return groups
    .filter(([, input]) => input.length > 0)
    .map(([points, input]) => ({
      input,
      weight: Math.round(WEIGHT_PER_POINT * (points + POPULARITY_WEIGHT * text.pop)),
    }))
}

/** Returns a text from each of its words on, the whole first. */
const endingsOfWords = (text: string): string[] => {
  const words = text.split(' ')
  return words.map((_, at) => words.slice(at).join(' '))
}

/** Returns a title that ends with the year of a season without some of the words before it: `fifa 07` for `fifa soccer 07`. */
const shortSeasons = (norm: string): string[] => {
  const season = yearNumberOf(norm.split(' '))
  if (!season || season.isGlued) return []
  return season.before.slice(1).map((_, at) => [...season.before.slice(0, at + 1), season.written].join(' '))
}
