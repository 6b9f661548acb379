import { csvSource } from '../shared/csv-source'
import { repairVgsales } from './repair'

/** Opens a VGChartz list: a CSV file in one of the forms of `row.ts`. Repairs rows whose quotes were lost. */
export const openVgsales = csvSource({ source: 'vgsales', repair: repairVgsales })
