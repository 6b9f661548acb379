import type { Source } from '#seed/contract/source'
import { mapSteamspy, steamspyKey } from './map'
import { openSteamspy } from './read'
import { SteamspyRow } from './row'

/** SteamSpy: owners and reviews of Steam games, from its API, saved pages or archived responses. */
export const steamspySource: Source<SteamspyRow> = {
  name: 'steamspy',
  title: 'SteamSpy',
  kind: 'api',
  licence: {
    name: 'unstated',
    redistributable: false,
    commercial: false,
    attribution: 'Steam figures from SteamSpy',
    url: 'https://steamspy.com',
  },
  trust: 60,
  origin: 'steam',
  needs: [],
  open: openSteamspy,
  row: SteamspyRow,
  map: mapSteamspy,
  keyOf: steamspyKey,
}
