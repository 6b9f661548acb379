import { recordId } from '#seed/api/entries'
import type { Source } from '#seed/contract/source'
import { mapIgdb } from './map'
import { openIgdb } from './read'
import { IgdbRow } from './row'

/** IGDB: games of its API v4, from the API itself, saved responses or archived responses. */
export const igdbSource: Source<IgdbRow> = {
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
