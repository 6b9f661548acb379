import { companySlug } from '#catalogue/merge/company'
import { companiesBySlug, companySlugsLike } from '#db/company/queries'
import { listNumber } from '#db/game/lists'
import type { Db } from '#db/stores'
import { nearestWords } from '#lib/suggest'
import type { FilterWord } from './word'

const FRESH_MS = 30_000
const MOST_CACHED_COMPANIES = 5_000

/** Slugs that a refusal of an unknown word names, at most. */
export const MOST_NEAREST = 3

/** Returns a lookup of companies by any spelling. Those it found are read again after 30 s. */
export function createCompanyWords(db: Db) {
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

/** Returns the slugs of companies most like a word, at most three. */
export async function nearestCompanies(db: Db, word: string): Promise<string[]> {
  const slug = companySlug(word)
  if (slug.length < SAME_LETTERS) return []
  return nearestWords(slug, await companySlugsLike(db, slug.slice(0, SAME_LETTERS)), MOST_NEAREST)
}
