import { companyKey, companySlug } from '#catalogue/merge/company'
import { type CompanySize, companiesByKey, companySlugsLike } from '#db/company/queries'
import { findByOtherNames } from '#db/company/statements'
import { listNumber } from '#db/game/lists'
import type { Db } from '#db/stores'
import { nearestWords } from '#lib/suggest'
import type { FilterWord } from './word'

const FRESH_MS = 30_000
const MOST_CACHED_COMPANIES = 5_000

/** Slugs that a refusal of an unknown word names, at most. */
export const MOST_NEAREST = 3

/** Returns the companies of these keys, and under a key that no company has the one that sources give this name, too. */
async function companiesOf(db: Db, keys: readonly string[]): Promise<CompanySize[]> {
  const found = await companiesByKey(db, keys)
  const known = new Set(found.map(({ key }) => key))
  const others = await findByOtherNames(
    db,
    keys.filter((key) => key !== '' && !known.has(key)),
  )
  if (others.size === 0) return found
  const renamed = new Map((await companiesByKey(db, [...others.values()])).map((company) => [company.key, company]))
  const asked = [...others].flatMap(([key, own]) => {
    const company = renamed.get(own)
    return company ? [{ ...company, key }] : []
  })
  return [...found, ...asked]
}

/** Returns a lookup of companies by any spelling. Those it found are read again after 30 s. */
export function createCompanyWords(db: Db) {
  const cache = new Map<string, { word: FilterWord; until: number }>()
  const read = async (keys: readonly string[]): Promise<Map<string, FilterWord>> => {
    const rows = await companiesOf(db, keys)
    if (cache.size > MOST_CACHED_COMPANIES) cache.clear()
    const words = new Map<string, FilterWord>()
    for (const { id, key, slug, games } of rows) words.set(key, { slug, list: listNumber('company', id), games })
    for (const [key, word] of words) cache.set(key, { word, until: Date.now() + FRESH_MS })
    return words
  }
  return async (words: readonly string[]): Promise<(FilterWord | undefined)[]> => {
    const keys = words.map(companyKey)
    const found = new Map(keys.map((key) => [key, cache.get(key)]))
    const old = keys.filter((key) => (found.get(key)?.until ?? 0) <= Date.now())
    const isKnown = old.every((key) => found.get(key))
    const current = old.length === 0 ? NO_WORDS : await read(old).catch(unlessKnown(isKnown))
    return keys.map((key) => current.get(key) ?? found.get(key)?.word)
  }
}

const NO_WORDS: ReadonlyMap<string, FilterWord> = new Map()

const unlessKnown = (areKnown: boolean) => (error: unknown) => {
  if (areKnown) return NO_WORDS
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
