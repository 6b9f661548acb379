/** A platform of the vocabulary. Ids are stable and never reused: the stores hold them in place of the slug. */
export type Platform = {
  id: number
  slug: string
  name: string
  label: { en: string; fr: string }
  family: string | null
  /** Of consoles and handhelds, from 1. */
  generation: number | null
  aliases: readonly string[]
}

/** A genre of the vocabulary. */
export type Genre = { id: number; slug: string; label: { en: string; fr: string }; aliases: readonly string[] }

/** Finds our word for theirs. What it does not hold it answers with `undefined`: unknown words are kept, never guessed. */
export type Vocabulary = {
  platforms: readonly Platform[]
  genres: readonly Genre[]
  platform: (word: string) => Platform | undefined
  genre: (word: string) => Genre | undefined
}
