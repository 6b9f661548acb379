/** What people call something, in English and French. */
export type Label = { en: string; fr: string }

/** A platform of the vocabulary. Ids are stable and never reused: the stores hold them in place of the slug. */
export type Platform = {
  id: number
  slug: string
  name: string
  label: Label
  family: string | null
  /** Of consoles and handhelds, from 1. */
  generation: number | null
  aliases: readonly string[]
}

/** A genre of the vocabulary. */
export type Genre = { id: number; slug: string; label: Label; aliases: readonly string[] }

/** A part of the world in which games are released. */
export type Region = { slug: string; label: Label; aliases: readonly string[] }

/** Who rates games for ages, and where that holds. */
export type Board = Region & { area: Label }

/** All that a vocabulary holds. */
export type Entries = {
  platforms: readonly Platform[]
  genres: readonly Genre[]
  regions: readonly Region[]
  boards: readonly Board[]
}

/** Finds our word for theirs. What it does not hold it answers with `undefined`: unknown words are kept, never guessed. */
export type Vocabulary = Entries & {
  platform: (word: string) => Platform | undefined
  genre: (word: string) => Genre | undefined
  region: (word: string) => Region | undefined
  board: (word: string) => Board | undefined
}
