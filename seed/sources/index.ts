import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'
import type { Source } from '#seed/contract/source'
import { SUBCOMMANDS } from '#seed/contract/subcommands'
import { declaredSources } from '#seed/declared/source'
import { igdbSource } from './igdb/index'
import { igdbCsvSource } from './igdb-csv/index'
import { LISTED_SOURCES } from './lists/index'
import { metacriticSource } from './metacritic/index'
import { rawgSource } from './rawg/index'
import { steamSource } from './steam/index'
import { steamspySource } from './steamspy/index'
import { vgsalesSource } from './vgsales/index'
import { wikidataSource } from './wikidata/index'

const CODED_SOURCES = [
  igdbSource,
  igdbCsvSource,
  metacriticSource,
  rawgSource,
  steamSource,
  steamspySource,
  vgsalesSource,
  wikidataSource,
]

/** All sources of this release, sorted by name. */
export const SOURCES: readonly Source[] = [
  ...CODED_SOURCES.map((source) => source as Source), // safe: a source is only given rows that its own schema has parsed
  ...LISTED_SOURCES,
].toSorted((a, b) => a.name.localeCompare(b.name))

/**
 * Returns all sources: those of this release, then those that a configuration file declares.
 *
 * @throws {Failure} `configuration`, with every fault of the file
 */
export async function allSources(config: string | undefined): Promise<readonly Source[]> {
  return [...SOURCES, ...(await declaredSources(config, namesOf(SOURCES)))]
}

const namesOf = (sources: readonly Source[]): string[] => sources.map(({ name }) => name)

/** Returns the source with this name. @throws {Failure} `unknown_source`, with the nearest name of a source or subcommand */
export function findSource(name: string, sources: readonly Source[] = SOURCES): Source {
  const found = sources.find((source) => source.name === name)
  if (found) return found
  const names = namesOf(sources)
  const meant = nearest(name, [...names, ...SUBCOMMANDS])
  const hint = meant ? `Did you mean ${meant}?` : `There are ${names.join(', ')}.`
  throw new Failure('unknown_source', `There is no source called ${name.slice(0, 40)}. ${hint}`)
}
