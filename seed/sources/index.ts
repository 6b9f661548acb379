import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'
import { recordId } from '#seed/api/entries'
import type { Source } from '#seed/contract/source'
import { SUBCOMMANDS } from '#seed/contract/subcommands'
import { declaredSources } from '#seed/declared/source'
import { mapIgdb } from './igdb/map'
import { openIgdb } from './igdb/read'
import { IgdbRow } from './igdb/row'
import { mapIgdbCsv } from './igdb-csv/map'
import { openIgdbCsv } from './igdb-csv/read'
import { IgdbCsvRow } from './igdb-csv/row'
import { LISTS } from './lists'
import { mapMetacritic } from './metacritic/map'
import { openMetacritic } from './metacritic/read'
import { MetacriticRow } from './metacritic/row'
import { mapRawg } from './rawg/map'
import { openRawg } from './rawg/read'
import { RawgRow } from './rawg/row'
import { mapSteam } from './steam/map'
import { appidOf, openSteam } from './steam/read'
import { SteamRow } from './steam/row'
import { mapSteamspy, steamspyKey } from './steamspy/map'
import { openSteamspy } from './steamspy/read'
import { SteamspyRow } from './steamspy/row'
import { mapVgsales } from './vgsales/map'
import { openVgsales } from './vgsales/read'
import { repairVgsales } from './vgsales/repair'
import { VgsalesRow } from './vgsales/row'
import { mapWikidata } from './wikidata/map'
import { openWikidata } from './wikidata/read'
import { WikidataRow } from './wikidata/row'

const unstated = { redistributable: false, commercial: false }

const igdb: Source<IgdbRow> = {
  name: 'igdb',
  title: 'IGDB',
  kind: 'api',
  licence: {
    name: 'Twitch Developer Agreement',
    redistributable: false,
    commercial: false,
    attribution: 'Data from IGDB.com',
    url: 'https://www.igdb.com',
  },
  trust: 68,
  needs: ['IGDB_CLIENT_ID', 'IGDB_CLIENT_SECRET'],
  open: openIgdb,
  row: IgdbRow,
  map: mapIgdb,
  keyOf: recordId,
}

const igdbCsv: Source<IgdbCsvRow> = {
  name: 'igdb-csv',
  title: 'IGDB list of 2020',
  kind: 'file',
  licence: { name: 'unstated', ...unstated, attribution: 'Data from IGDB', url: 'https://www.igdb.com' },
  trust: 30,
  needs: [],
  open: openIgdbCsv,
  row: IgdbCsvRow,
  map: mapIgdbCsv,
}

const metacritic: Source<MetacriticRow> = {
  name: 'metacritic',
  title: 'Metacritic lists',
  kind: 'file',
  licence: { name: 'unstated', ...unstated, attribution: 'Scores from Metacritic', url: 'https://www.metacritic.com' },
  trust: 70,
  needs: [],
  open: openMetacritic,
  row: MetacriticRow,
  map: mapMetacritic,
}

const rawg: Source<RawgRow> = {
  name: 'rawg',
  title: 'RAWG',
  kind: 'api',
  licence: { name: 'RAWG API terms', ...unstated, attribution: 'Data from RAWG', url: 'https://rawg.io' },
  trust: 55,
  needs: ['RAWG_API_KEY'],
  open: openRawg,
  row: RawgRow,
  map: mapRawg,
  keyOf: recordId,
}

const steam: Source<SteamRow> = {
  name: 'steam',
  title: 'Steam',
  kind: 'api',
  licence: { name: 'unstated', ...unstated, attribution: 'Data from Steam', url: 'https://store.steampowered.com' },
  trust: 80,
  needs: ['STEAM_API_KEY'],
  open: openSteam,
  row: SteamRow,
  keyOf: appidOf,
  map: mapSteam,
}

const steamspy: Source<SteamspyRow> = {
  name: 'steamspy',
  title: 'SteamSpy',
  kind: 'api',
  licence: { name: 'unstated', ...unstated, attribution: 'Steam figures from SteamSpy', url: 'https://steamspy.com' },
  trust: 60,
  needs: [],
  open: openSteamspy,
  row: SteamspyRow,
  map: mapSteamspy,
  keyOf: steamspyKey,
}

const vgsales: Source<VgsalesRow> = {
  name: 'vgsales',
  title: 'VGChartz sales lists',
  kind: 'file',
  licence: {
    name: 'unstated',
    ...unstated,
    attribution: 'Sales figures from VGChartz',
    url: 'https://www.vgchartz.com',
  },
  trust: 50,
  needs: [],
  open: openVgsales,
  row: VgsalesRow,
  map: mapVgsales,
  repair: repairVgsales,
}

const wikidata: Source<WikidataRow> = {
  name: 'wikidata',
  title: 'Wikidata',
  kind: 'api',
  licence: {
    name: 'CC0-1.0',
    redistributable: true,
    commercial: true,
    attribution: null,
    url: 'https://www.wikidata.org',
  },
  trust: 65,
  needs: ['PUBLIC_URL'],
  open: openWikidata,
  row: WikidataRow,
  map: mapWikidata,
  keyOf: recordId,
}

/** Every source this release can read, by name. */
export const SOURCES: readonly Source[] = [
  ...[igdb, igdbCsv, metacritic, rawg, steam, steamspy, vgsales, wikidata].map(
    (source) => source as Source, // safe: a source is only ever given rows its own schema has parsed
  ),
  ...LISTS,
].toSorted((a, b) => a.name.localeCompare(b.name))

/**
 * Every source there is: those of this release, then those that a configuration file declares.
 *
 * @throws {Failure} `configuration`, naming every fault of the file
 */
export async function allSources(config: string | undefined): Promise<readonly Source[]> {
  return [...SOURCES, ...(await declaredSources(config, namesOf(SOURCES)))]
}

const namesOf = (sources: readonly Source[]): string[] => sources.map(({ name }) => name)

/** The source of this name. @throws {Failure} `unknown_source`, with the nearest name of a source or subcommand */
export function findSource(name: string, sources: readonly Source[] = SOURCES): Source {
  const found = sources.find((source) => source.name === name)
  if (found) return found
  const names = namesOf(sources)
  const meant = nearest(name, [...names, ...SUBCOMMANDS])
  const hint = meant ? `Did you mean ${meant}?` : `There are ${names.join(', ')}.`
  throw new Failure('unknown_source', `There is no source called ${name.slice(0, 40)}. ${hint}`)
}
