import { csvSource } from '../shared/csv-source'

/** Opens the CSV file of games scraped from IGDB that `row.ts` describes. */
export const openIgdbCsv = csvSource({ source: 'igdb-csv' })
