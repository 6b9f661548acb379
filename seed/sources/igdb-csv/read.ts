import { csvSource } from '../shared/csv-source'

/** Opens the list of IGDB's pages as `row.ts` describes it. */
export const openIgdbCsv = csvSource({ source: 'igdb-csv' })
