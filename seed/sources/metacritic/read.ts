import { csvSource } from '../shared/csv-source'

/** Opens a list scraped from Metacritic: a CSV file in one of the forms of `row.ts`. */
export const openMetacritic = csvSource({ source: 'metacritic' })
