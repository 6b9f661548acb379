import { csvSource } from '../shared/csv-source'

/** Opens a list scraped from Metacritic: CSV of any dialect in `row.ts`. */
export const openMetacritic = csvSource({ source: 'metacritic' })
