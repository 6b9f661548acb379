import { companySlug } from '#catalogue/merge/company'
import { wordKey } from '#catalogue/vocabulary/lookup'
import { companiesBySlug, companySlugsLike } from '#db/company/queries'
import { listSizes } from '#db/game/list-sizes'
import { type ListRange, listNumber } from '#db/game/lists'
import { listGenres } from '#db/genre/queries'
import { listPlatforms } from '#db/platform/queries'
import { listSources } from '#db/source/queries'
import type { Db } from '#db/stores'
import { nearestWords } from '#lib/suggest'

const FRESH_MS = 30_000
const MOST_CACHED_COMPANIES = 5_000
const MOST_NEAREST = 3

/** Parts of the vocabulary whose words are filters. */
export type FilterWordKind = 'platform' | 'genre' | 'company' | 'source'

/** A word of the vocabulary: its slug, the list of its games, and how many there are. */
export type FilterWord = { slug: string; list: number; games: number }

/** Words that filters can name, and the sizes of lists. */
export type FilterWords = {
  /** Returns what each word means: a slug, a name or an alias. `undefined` for an unknown one. */
  find: (kind: FilterWordKind, words: readonly string[]) => Promise<(FilterWord | undefined)[]>
  /** Returns the slugs most like a word, at most three. */
  nearest: (kind: FilterWordKind, word: string) => Promise<string[]>
  /** Returns the number of games in a range of lists, at most 30 s old. */
  size: (lists: ListRange) => Promise<number>
}

type Entry = { id: number; slug: string; words: readonly (string | null)[] }
type Known = {
  words: Record<Exclude<FilterWordKind, 'company'>, ReadonlyMap<string, FilterWord>>
  sizes: ReadonlyMap<number, number>
  /** Numbers of games in ranges of lists that were asked for; forgotten with the sizes. */
  ranges: Map<string, number>
}

/**
 * Returns the words of the vocabulary, read again after 30 s, and at once if a request has a word that is not known. Companies are
 * many, so only those that were asked for are remembered.
 *
 * While Postgres cannot be read, words keep their last meaning: a search in Elasticsearch needs nothing else of Postgres.
 */
export function createFilterWords(db: Db): FilterWords {
  let known: Known | undefined
  let until = 0
  const load = async () => {
    try {
      known = await readKnown(db)
      until = Date.now() + FRESH_MS
      return known
    } catch (error) {
      if (known) return known
      throw error
    }
  }
  const fresh = () => (known && Date.now() < until ? known : load())
  const companies = createCompanyWords(db)
  return {
    async find(kind, words) {
      if (kind === 'company') return companies(words)
      const lookUp = ({ words: byKind }: Known) =>
        words.map((word) => byKind[kind].get(word) ?? byKind[kind].get(wordKey(word)))
      const found = lookUp(await fresh())
      return found.includes(undefined) ? lookUp(await load()) : found
    },
    async nearest(kind, word) {
      if (kind === 'company') return nearestCompanies(db, word)
      const words = (await fresh()).words[kind]
      const keys = nearestWords(wordKey(word), [...words.keys()], 3 * MOST_NEAREST)
      return [...new Set(keys.flatMap((key) => words.get(key)?.slug ?? []))].slice(0, MOST_NEAREST)
    },
    size: async (lists) => sizeIn(await fresh(), lists),
  }
}

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
  return { words, sizes, ranges: new Map() }
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

/** Returns a lookup of companies by any spelling. Those it found are read again after 30 s. */
function createCompanyWords(db: Db) {
  const cache = new Map<string, { word: FilterWord; until: number }>()
  const read = async (slugs: readonly string[]): Promise<FilterWord[]> => {
    const rows = await companiesBySlug(db, slugs)
    const words = rows.map(({ id, slug, games }) => ({ slug, list: listNumber('company', id), games }))
    if (cache.size > MOST_CACHED_COMPANIES) cache.clear()
    for (const word of words) cache.set(word.slug, { word, until: Date.now() + FRESH_MS })
    return words
  }
  return async (words: readonly string[]): Promise<(FilterWord | undefined)[]> => {
    const slugs = words.map(companySlug)
    const found = new Map(slugs.flatMap((slug) => cache.get(slug) ?? []).map((entry) => [entry.word.slug, entry]))
    const old = slugs.filter((slug) => (found.get(slug)?.until ?? 0) <= Date.now())
    const again = old.length === 0 ? [] : await read(old).catch(unlessKnown(old.every((slug) => found.has(slug))))
    const current = new Map(again.map((word) => [word.slug, word]))
    return slugs.map((slug) => current.get(slug) ?? found.get(slug)?.word)
  }
}

const unlessKnown = (areKnown: boolean) => (error: unknown) => {
  if (areKnown) return []
  throw error
}

/** Letters of a slug that its likeness must begin with. */
const SAME_LETTERS = 3

async function nearestCompanies(db: Db, word: string): Promise<string[]> {
  const slug = companySlug(word)
  if (slug.length < SAME_LETTERS) return []
  return nearestWords(slug, await companySlugsLike(db, slug.slice(0, SAME_LETTERS)), MOST_NEAREST)
}
