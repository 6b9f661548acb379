import { listGenres } from '#db/genre/queries'
import { listPlatforms } from '#db/platform/queries'
import type { Db } from '#db/stores'

const FRESH_MS = 30_000

/** Slugs of the vocabulary by their ids. */
export type SlugsById = { platforms: ReadonlyMap<number, string>; genres: ReadonlyMap<number, string> }

/** What a game stands for in ids. */
export type VocabularyIds = { platformIds: readonly number[]; genreIds: readonly number[] }

/** The vocabulary in memory: pages of games are read as ids, and named here. */
export type SlugCache = { slugsFor: (games: readonly VocabularyIds[]) => Promise<SlugsById> }

/** Keeps the vocabulary, read again when it is older than half a minute, or at once where a game holds an id unknown to it. */
export function createSlugCache(db: Db): SlugCache {
  let words: SlugsById | undefined
  let until = 0
  const load = async () => {
    words = await readWords(db)
    until = Date.now() + FRESH_MS
    return words
  }
  return {
    slugsFor: async (games) => (words && Date.now() < until && holdsAll(words, games) ? words : load()),
  }
}

async function readWords(db: Db): Promise<SlugsById> {
  const [platforms, genres] = await Promise.all([listPlatforms(db), listGenres(db)])
  return { platforms: slugsById(platforms), genres: slugsById(genres) }
}

const slugsById = (rows: readonly { id: number; slug: string }[]) => new Map(rows.map(({ id, slug }) => [id, slug]))

function holdsAll({ platforms, genres }: SlugsById, games: readonly VocabularyIds[]): boolean {
  for (const { platformIds, genreIds } of games)
    if (!knows(platforms, platformIds) || !knows(genres, genreIds)) return false
  return true
}

function knows(words: ReadonlyMap<number, string>, ids: readonly number[]): boolean {
  for (const id of ids) if (!words.has(id)) return false
  return true
}

/** The slugs of ids. An id whose word is gone is left out. */
export function slugsOfIds(ids: readonly number[], words: ReadonlyMap<number, string>): string[] {
  const slugs: string[] = []
  for (const id of ids) {
    const slug = words.get(id)
    if (slug !== undefined) slugs.push(slug)
  }
  return slugs
}
