import { beginningsOf, isRegionalPart, withoutGeneralWords } from '#catalogue/vocabulary/company-words'
import { inRole, keysOfNamed, type LostCompany, lostDevelopers, type NamedByRecord } from './named-companies'

/** Returns the names that a studio's name begins with and that are of other companies: the rest says more than where it sells. */
const startsOfStudio = (slug: string): string[] =>
  beginningsOf(slug).filter((start) => !isRegionalPart(slug.slice(start.length + 1)))

/**
 * Returns the developers that are the publisher of the game, where another developer, which is no publisher of it, has the same name and
 * more words: the publisher's studio, as Ubisoft Montreal is Ubisoft's.
 */
export function umbrellasOfStudios(stated: NamedByRecord): LostCompany[] {
  const all = [...stated.values()].flat()
  const publishers = keysOfNamed(inRole(all, 'publisher'))
  const developers = [...new Map(inRole(all, 'developer').map((named) => [named.key, named.slug]))]
  const own = developers.filter(([key]) => publishers.has(key))
  if (own.length === 0 || own.length === developers.length) return []
  const umbrellas = Map.groupBy(own, ([, slug]) => withoutGeneralWords(slug))
  const starts = developers.flatMap(([key, slug]) => (publishers.has(key) ? [] : startsOfStudio(slug)))
  const found = starts.flatMap((start) => umbrellas.get(start) ?? []).map(([key]) => key)
  return lostDevelopers(stated, new Set(found), 'studio_named')
}
