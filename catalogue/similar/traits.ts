import { tagKey } from '#catalogue/clean/tags'
import { foldText } from '#catalogue/search/fold'
import { normWords } from '#catalogue/search/norm'
import { baseTitle } from '#catalogue/search/spellings'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'

/** Kinds of traits. `name`: the title up to its first number or subtitle; `word`: a word of the title; `era`: six years. */
export const TRAIT_KINDS = [
  'series',
  'name',
  'developer',
  'publisher',
  'word',
  'genre',
  'tag',
  'platform',
  'era',
] as const
export type TraitKind = (typeof TRAIT_KINDS)[number]

/** Traits of a game by kind, sorted, each once; an empty list for a kind without any. */
export type Traits = Record<TraitKind, readonly string[]>

/** Fields of a game that traits are made from. All lists hold slugs. */
export type Describable = {
  title: string
  year?: number | null | undefined
  series: readonly string[]
  developers: readonly string[]
  publishers: readonly string[]
  genres: readonly string[]
  platforms: readonly string[]
  tags: readonly string[]
}

const SUBTITLE = /(?:(?<!\s)\s+)?:\s|(?<!\s)\s+[-–—~]\s+/
const NUMBER = /^\d+$/
/** Every year is in two eras, which overlap by half: two neighbouring years always share one. */
const ERA_YEARS = 6
/** Most traits of a kind. Far more than a real game has; the index takes vectors of at most 1,000 non-zero values. */
const MAX_TRAITS = 100

/** Returns the traits of a game. They depend on the game alone, not on the rest of the catalogue. */
export function traitsOf({
  title,
  year,
  series,
  developers,
  publishers,
  genres,
  platforms,
  tags,
}: Describable): Traits {
  const whole = baseTitle(title)
  return {
    series: distinct(series),
    name: distinct([nameOf(wordsOf(whole.split(SUBTITLE)[0] ?? whole))]),
    developer: distinct(developers),
    publisher: distinct(publishers),
    word: distinct(wordsOf(whole).filter((word) => !NUMBER.test(word))),
    genre: distinct(genres),
    tag: distinct(tagsBesideGenres(genres, tags)),
    platform: distinct(platforms),
    era: erasOf(year),
  }
}

const distinct = (words: readonly string[]): string[] => [...new Set(words)].filter(Boolean).sort().slice(0, MAX_TRAITS)

/** Returns the keys of tags that do not name a genre of the game: `RPG` adds nothing to `role-playing`. */
function tagsBesideGenres(genres: readonly string[], tags: readonly string[]): string[] {
  const known = new Set(genres)
  return tags.filter((tag) => !known.has(standardVocabulary.genre(tag)?.slug ?? '')).map(tagKey)
}

const wordsOf = (text: string): string[] => normWords(foldText(text))

/** Returns the words before the first number, which sequels share. */
function nameOf(words: readonly string[]): string {
  const number = words.findIndex((word, at) => at > 0 && NUMBER.test(word))
  return (number > 0 ? words.slice(0, number) : words).join(' ')
}

function erasOf(year: number | null | undefined): string[] {
  if (year === undefined || year === null) return []
  const half = ERA_YEARS / 2
  const latest = Math.floor(year / half) * half
  return [`${latest - half}`, `${latest}`]
}
