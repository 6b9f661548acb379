import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'
import type { Source } from '../source'
import { mapMetacritic } from './metacritic/map'
import { openMetacritic } from './metacritic/read'
import { MetacriticRow } from './metacritic/row'
import { mapSteamspy } from './steamspy/map'
import { openSteamspy } from './steamspy/read'
import { SteamspyRow } from './steamspy/row'
import { mapVgsales } from './vgsales/map'
import { openVgsales } from './vgsales/read'
import { VgsalesRow } from './vgsales/row'

const unstated = { redistributable: false, commercial: false }

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
}

/** Every source this release can read, by name. */
export const SOURCES: readonly Source[] = [metacritic, steamspy, vgsales].map(
  (source) => source as Source, // safe: a source is only ever given rows its own schema has parsed
)

/** The source of this name. @throws {Failure} `unknown_source`, with the nearest name there is */
export function findSource(name: string): Source {
  const found = SOURCES.find((source) => source.name === name)
  if (found) return found
  const names = SOURCES.map((source) => source.name)
  const meant = nearest(name, names)
  const hint = meant ? `Did you mean ${meant}?` : `There are ${names.join(', ')}.`
  throw new Failure('unknown_source', `There is no source called ${name.slice(0, 40)}. ${hint}`)
}
