import type { Source } from '#seed/contract/source'
import { mapMetacritic } from './map'
import { openMetacritic } from './read'
import { METACRITIC_DATASETS, MetacriticRow } from './row'

/** Metacritic: CSV lists of scores, scraped from its site. Not every list has release dates. */
export const metacriticSource: Source<MetacriticRow> = {
  name: 'metacritic',
  title: 'Metacritic lists',
  kind: 'file',
  licence: {
    name: 'unstated',
    redistributable: false,
    commercial: false,
    attribution: 'Scores from Metacritic',
    url: 'https://www.metacritic.com',
  },
  trust: 70,
  needs: [],
  open: openMetacritic,
  row: MetacriticRow,
  fields: [...new Set(METACRITIC_DATASETS.flatMap(({ columns }) => columns))],
  map: mapMetacritic,
}
