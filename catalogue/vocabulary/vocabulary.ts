/** Name for people, in English and French. */
export type Label = { en: string; fr: string }

/** A platform of the vocabulary. Ids are stable and never reused: the stores hold them instead of slugs. */
export type Platform = {
  id: number
  slug: string
  name: string
  label: Label
  family: string | null
  /** Generation of a console or handheld, from 1. */
  generation: number | null
  aliases: readonly string[]
}

/** A genre of the vocabulary. */
export type Genre = { id: number; slug: string; label: Label; aliases: readonly string[] }

/** A part of the world in which games are released. */
export type Region = { slug: string; label: Label; aliases: readonly string[] }

/** A board that rates games by age, and the area where its ratings apply. */
export type Board = Region & { area: Label }

/** All entries of a vocabulary. */
export type Entries = {
  platforms: readonly Platform[]
  genres: readonly Genre[]
  regions: readonly Region[]
  boards: readonly Board[]
}

/** Entries with lookups of the words of sources. An unknown word is `undefined`, never a guess. */
export type Vocabulary = Entries & {
  platform: (word: string) => Platform | undefined
  genre: (word: string) => Genre | undefined
  region: (word: string) => Region | undefined
  board: (word: string) => Board | undefined
}
