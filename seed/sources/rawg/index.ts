import { recordId } from '#seed/api/entries'
import type { Source } from '#seed/contract/source'
import { mapRawg } from './map'
import { openRawg } from './read'
import { RawgRow } from './row'

/** RAWG: games of its API, from the API itself, saved responses or archived responses. */
export const rawgSource: Source<RawgRow> = {
  name: 'rawg',
  title: 'RAWG',
  kind: 'api',
  licence: {
    name: 'RAWG API terms',
    redistributable: false,
    commercial: false,
    attribution: 'Data from RAWG',
    url: 'https://rawg.io',
  },
  trust: 55,
  needs: ['RAWG_API_KEY'],
  open: openRawg,
  row: RawgRow,
  map: mapRawg,
  keyOf: recordId,
}
