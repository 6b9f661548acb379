import type { Source } from '#seed/contract/source'
import { mapSteam } from './map'
import { appidOf, openSteam } from './read'
import { SteamRow } from './row'

/** Steam: the apps that its Web API lists, each with its details from the store; or saved details, or archived responses. */
export const steamSource: Source<SteamRow> = {
  name: 'steam',
  title: 'Steam',
  kind: 'api',
  licence: {
    name: 'unstated',
    redistributable: false,
    commercial: false,
    attribution: 'Data from Steam',
    url: 'https://store.steampowered.com',
  },
  trust: 80,
  needs: ['STEAM_API_KEY'],
  open: openSteam,
  row: SteamRow,
  map: mapSteam,
  keyOf: appidOf,
}
