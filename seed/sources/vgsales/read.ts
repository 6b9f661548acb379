import { csvSource } from '../shared/csv-source'
import { repairVgsales } from './repair'

/** Opens a list of the VGChartz family: CSV of any dialect in `row.ts`, rows whose quotes were lost put together again. */
export const openVgsales = csvSource({ source: 'vgsales', repair: repairVgsales })
