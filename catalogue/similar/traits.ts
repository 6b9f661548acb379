import { tagKey } from '#catalogue/clean/tags'
import { foldText } from '#catalogue/search/fold'
import { normWords } from '#catalogue/search/norm'
import { baseTitle } from '#catalogue/search/spellings'
import { standardVocabulary } from '#catalogue/vocabulary/lookup'

/** What two games may have in common; `name` is the title up to its first number or subtitle, `era` about when. */
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

/** What a game has of each kind, each thing once, sorted; a kind of which nothing is known is empty. */
export type Traits = Record<TraitKind, readonly string[]>

/** What of a game makes it like others; all but the title are slugs. */
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

const SUBTITLE = /\s*:\s|\s+[-–—~]\s+/
const NUMBER = /^\d+$/
/** Eras overlap by half, so that no year is the end of one for its neighbours. */
const ERA_YEARS = 6
/** Far beyond what any game has; an index of vectors takes 1,000 entries a game. */
const MOST = 100

/** Everything a game may share with another: a function of the game alone, whatever else the catalogue holds. */
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
    tag: distinct(tagsBeside(genres, tags)),
    platform: distinct(platforms),
    era: erasOf(year),
  }
}

const distinct = (words: readonly string[]): string[] => [...new Set(words)].filter(Boolean).sort().slice(0, MOST)

/** What tags add to genres: `RPG` says nothing new of a role-playing game. */
function tagsBeside(genres: readonly string[], tags: readonly string[]): string[] {
  const known = new Set(genres)
  return tags.filter((tag) => !known.has(standardVocabulary.genre(tag)?.slug ?? '')).map(tagKey)
}

const wordsOf = (text: string): string[] => normWords(foldText(text))

/** The words before the first number: what sequels have in common. */
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
