/** Parts of the vocabulary whose words are filters. */
export type FilterWordKind = 'platform' | 'genre' | 'company' | 'source'

/** A word of the vocabulary: its slug, the list of its games, and how many there are. */
export type FilterWord = { slug: string; list: number; games: number }
