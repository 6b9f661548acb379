import { standardVocabulary, wordKey } from '#catalogue/vocabulary/lookup'
import { listSizes } from '#db/game/list-sizes'
import { type ListRange, listNumber } from '#db/game/lists'
import { listGenres } from '#db/genre/queries'
import { listPlatforms } from '#db/platform/queries'
import { listSources } from '#db/source/queries'
import type { Db } from '#db/stores'
import { nearestWords } from '#lib/suggest'
import { createCompanyWords, MOST_NEAREST, nearestCompanies } from './company-words'
import type { FilterWord, FilterWordKind } from './word'

const FRESH_MS = 30_000
/** After a failure, words are not read again for this long while others are remembered. */
const PAUSE_MS = 5_000

/** Words that filters can name, and the sizes of lists. */
export type FilterWords = {
  /** Returns what each word means: a slug, a name or an alias. `undefined` for an unknown one. */
  find: (kind: FilterWordKind, words: readonly string[]) => Promise<(FilterWord | undefined)[]>
  /** Returns the slugs most like a word, at most three. */
  nearest: (kind: FilterWordKind, word: string) => Promise<string[]>
  /** Returns the sources whose values may be redistributed. */
  redistributable: () => Promise<FilterWord[]>
  /** Returns the number of games in a range of lists, at most 30 s old. */
  size: (lists: ListRange) => Promise<number>
}

type Entry = { id: number; slug: string; words: readonly (string | null)[] }
type Known = {
  words: Record<Exclude<FilterWordKind, 'company'>, ReadonlyMap<string, FilterWord>>
  redistributable: FilterWord[]
  sizes: ReadonlyMap<number, number>
  /** Numbers of games in ranges of lists that were asked for; forgotten with the sizes. */
  ranges: Map<string, number>
}

/**
 * Returns the words of the vocabulary, read again after 30 s, and at once if a request has a word that is not known. Companies are
 * many, so only those that were asked for are remembered.
 *
 * While Postgres cannot be read, words keep their last meaning, or that of the standard vocabulary: a search in Elasticsearch needs
 * nothing else of Postgres. Then a word that is in neither is unknown only if the vocabulary was read before.
 */
export function createFilterWords(db: Db): FilterWords {
  const vocabulary = rememberVocabulary(db)
  const companies = createCompanyWords(db)
  return {
    async find(kind, words) {
      if (kind === 'company') return companies(words)
      const lookUp = ({ words: byKind }: Known) =>
        words.map((word) => byKind[kind].get(word) ?? byKind[kind].get(wordKey(word)))
      try {
        const found = lookUp(await vocabulary.fresh())
        return found.includes(undefined) ? lookUp(await vocabulary.read()) : found
      } catch (error) {
        const found = standardWords(kind, words)
        if (found.includes(undefined)) throw error
        return found
      }
    },
    async nearest(kind, word) {
      if (kind === 'company') return nearestCompanies(db, word)
      const words = (await vocabulary.fresh()).words[kind]
      const keys = nearestWords(wordKey(word), [...words.keys()], 3 * MOST_NEAREST)
      return [...new Set(keys.flatMap((key) => words.get(key)?.slug ?? []))].slice(0, MOST_NEAREST)
    },
    redistributable: async () => (await vocabulary.fresh()).redistributable,
    size: async (lists) => sizeIn(await vocabulary.fresh(), lists),
  }
}

/** Returns the vocabulary at most 30 s old (`fresh`) or as it is now (`read`); while Postgres cannot be read, as it was last. */
function rememberVocabulary(db: Db) {
  let known: Known | undefined
  let until = 0
  let pausedUntil = 0
  const read = async () => {
    if (known && Date.now() < pausedUntil) return known
    try {
      known = await readKnown(db)
      until = Date.now() + FRESH_MS
      return known
    } catch (error) {
      pausedUntil = Date.now() + PAUSE_MS
      if (known) return known
      throw error
    }
  }
  return { read, fresh: () => (known && Date.now() < until ? known : read()) }
}

/** Returns what words mean in the standard vocabulary, whose ids are the same in every installation, without sizes. */
const standardWords = (kind: 'platform' | 'genre' | 'source', words: readonly string[]): (FilterWord | undefined)[] =>
  words.map((word) => {
    const entry = kind === 'source' ? undefined : standardVocabulary[kind](word)
    return entry && { slug: entry.slug, list: listNumber(kind, entry.id), games: 0 }
  })

/** Returns the number of games in a range of lists, and remembers it. */
function sizeIn({ sizes, ranges }: Known, { from, to }: ListRange): number {
  const key = `${from} ${to}`
  const known = ranges.get(key)
  if (known !== undefined) return known
  let games = 0
  for (const [list, size] of sizes) if (list >= from && list <= to) games += size
  ranges.set(key, games)
  return games
}

async function readKnown(db: Db): Promise<Known> {
  const [platforms, genres, sources, rows] = await Promise.all([
    listPlatforms(db),
    listGenres(db),
    listSources(db),
    listSizes(db),
  ])
  const sizes = new Map(rows.map(({ list, games }) => [list, games]))
  const byKey = (kind: FilterWordKind, entries: readonly Entry[]) => wordsByKey(kind, entries, sizes)
  const words = {
    platform: byKey(
      'platform',
      platforms.map((row) => ({ ...row, words: [row.name, row.labelEn, row.labelFr, ...row.aliases] })),
    ),
    genre: byKey(
      'genre',
      genres.map((row) => ({ ...row, words: [row.labelEn, row.labelFr, ...row.aliases] })),
    ),
    source: byKey(
      'source',
      sources.map((row) => ({ ...row, words: [row.name] })),
    ),
  }
  const redistributable = sources.flatMap((row) => (row.redistributable ? (words.source.get(row.slug) ?? []) : []))
  return { words, redistributable, sizes, ranges: new Map() }
}

/**
 * Returns the words of entries by slug and by the key of every word. Slugs come first, because two slugs may share a key, and of
 * equal words the first entry wins.
 */
function wordsByKey(kind: FilterWordKind, entries: readonly Entry[], sizes: ReadonlyMap<number, number>) {
  const byKey = new Map<string, FilterWord>()
  const put = ({ id, slug }: Entry, key: string) => {
    const list = listNumber(kind, id)
    if (!byKey.has(key)) byKey.set(key, { slug, list, games: sizes.get(list) ?? 0 })
  }
  for (const entry of entries) put(entry, entry.slug)
  for (const entry of entries) put(entry, wordKey(entry.slug))
  for (const entry of entries) for (const word of entry.words) if (word !== null) put(entry, wordKey(word))
  return byKey
}
