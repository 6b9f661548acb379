import type { Source } from '#seed/contract/source'
import { mapIgdbCsv } from './map'
import { openIgdbCsv } from './read'
import { IgdbCsvRow } from './row'

/** Games scraped from IGDB in 2020: one CSV file. */
export const igdbCsvSource: Source<IgdbCsvRow> = {
  name: 'igdb-csv',
  title: 'IGDB list of 2020',
  kind: 'file',
  licence: {
    name: 'unstated',
    redistributable: false,
    commercial: false,
    attribution: 'Data from IGDB',
    url: 'https://www.igdb.com',
  },
  trust: 30,
  origin: 'igdb',
  needs: [],
  open: openIgdbCsv,
  row: IgdbCsvRow,
  map: mapIgdbCsv,
}
