import { isRegionalPart, withoutGeneralWords } from '#catalogue/vocabulary/company-words'
import { inRole, keysOfNamed, type LostCompany, lostDevelopers, type NamedByRecord } from './named-companies'

/**
 * Returns the developers that are the publisher of the game, where another developer, which is no publisher of it, has the same name and
 * more words: the publisher's studio, as Ubisoft Montreal is Ubisoft's.
 */
export function umbrellasOfStudios(stated: NamedByRecord): LostCompany[] {
  const all = [...stated.values()].flat()
  const publishers = keysOfNamed(inRole(all, 'publisher'))
  const developers = new Map(inRole(all, 'developer').map((named) => [named.key, named]))
  const studios = [...developers.values()].filter(({ key }) => !publishers.has(key))
  if (studios.length === 0 || studios.length === developers.size) return []
  const umbrellas = new Set<string>()
  for (const { key, slug } of developers.values()) {
    if (!publishers.has(key)) continue
    const start = `${withoutGeneralWords(slug)}-`
    const isStudio = (name: string) => name.startsWith(start) && !isRegionalPart(name.slice(start.length))
    if (studios.some((studio) => isStudio(studio.slug))) umbrellas.add(key)
  }
  return lostDevelopers(stated, umbrellas, 'studio_named')
}
