import { type ExternalId, lowestIds } from '#catalogue/clean/external-ids'
import type { WikidataRow } from './row'

const NUMBER = /^[1-9]\d*$/

/** Form of the ids in each id space. Slugs and numeric ids of one source are different spaces. */
const FORMS: Record<string, RegExp> = {
  steam: NUMBER,
  igdb: NUMBER,
  'igdb-slug': /^[\w.~-]+$/,
  'rawg-slug': /^[\w-]+$/,
  'gog-slug': /^\w+$/,
  'epic-slug': /^[\w-]+$/,
  'itch-url': /^https?:\/\/\S+$/,
  microsoft: /^[0-9A-Z]{12}$/,
  playstation: /^[\w-]+$/,
  nintendo: /^\S+$/,
  'app-store': NUMBER,
  'google-play': /^[A-Za-z]\w*(?:\.\w+)+$/,
  giantbomb: NUMBER,
  mobygames: NUMBER,
  pcgamingwiki: /^\S.*$/,
}

/** Functions that remove what Wikidata writes around an id, or normalise its case. */
const CLEANED: Record<string, (value: string) => string> = {
  'gog-slug': (value) => value.replace(/^game\//, ''),
  giantbomb: (value) => value.replace(/^3030-/, ''),
  microsoft: (value) => value.toUpperCase(),
}

/** Returns one id per space, the lowest of several. The IGDB slug is included only if the IGDB number is not known. */
export function wikidataExternalIds({ statements }: WikidataRow): Record<string, string> {
  const ids = statements.flatMap(({ field, value }): ExternalId[] => {
    const id = CLEANED[field]?.(value) ?? value
    return FORMS[field]?.test(id) ? [[field, id]] : []
  })
  const { 'igdb-slug': slug, ...others } = lowestIds(ids)
  return others.igdb === undefined && slug !== undefined ? { ...others, 'igdb-slug': slug } : others
}
