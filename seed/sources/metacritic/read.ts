import { csvSource } from '../shared/csv-source'

/** Opens CSV files scraped from Metacritic, of one of the datasets that `row.ts` describes. */
export const openMetacritic = csvSource({ source: 'metacritic' })
