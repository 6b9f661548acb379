import { listGenres } from '#db/genre/queries'
import { listPlatforms } from '#db/platform/queries'
import type { Db } from '#db/stores'

const FRESH_MS = 30_000

/** Slugs of platforms and genres by id. */
export type SlugsById = { platforms: ReadonlyMap<number, string>; genres: ReadonlyMap<number, string> }

/** Ids of the platforms and genres of one game. */
export type VocabularyIds = { platformIds: readonly number[]; genreIds: readonly number[] }

/** Cache of slugs by id. Rows of games hold ids; `slugsFor` returns slugs for all ids of these games that exist. */
export type SlugCache = { slugsFor: (games: readonly VocabularyIds[]) => Promise<SlugsById> }

/**
 * Returns a cache that reads platforms and genres again after 30 s, and at once if a game has an id that it does not
 * know.
 */
export function createSlugCache(db: Db): SlugCache {
  let slugs: SlugsById | undefined
  let until = 0
  const load = async () => {
    slugs = await readSlugs(db)
    until = Date.now() + FRESH_MS
    return slugs
  }
  return {
    slugsFor: async (games) => (slugs && Date.now() < until && holdsAll(slugs, games) ? slugs : load()),
  }
}

async function readSlugs(db: Db): Promise<SlugsById> {
  const [platforms, genres] = await Promise.all([listPlatforms(db), listGenres(db)])
  return { platforms: slugsById(platforms), genres: slugsById(genres) }
}

const slugsById = (rows: readonly { id: number; slug: string }[]) => new Map(rows.map(({ id, slug }) => [id, slug]))

function holdsAll({ platforms, genres }: SlugsById, games: readonly VocabularyIds[]): boolean {
  for (const { platformIds, genreIds } of games)
    if (!knows(platforms, platformIds) || !knows(genres, genreIds)) return false
  return true
}

function knows(slugs: ReadonlyMap<number, string>, ids: readonly number[]): boolean {
  for (const id of ids) if (!slugs.has(id)) return false
  return true
}

/** Returns the slugs of these ids, in order, without those of deleted platforms and genres. */
export function slugsOfIds(ids: readonly number[], slugById: ReadonlyMap<number, string>): string[] {
  const slugs: string[] = []
  for (const id of ids) {
    const slug = slugById.get(id)
    if (slug !== undefined) slugs.push(slug)
  }
  return slugs
}
