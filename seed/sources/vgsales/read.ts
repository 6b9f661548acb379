import { csvSource } from '../shared/csv-source'
import { repairVgsales } from './repair'

/** Opens CSV files of VGChartz, of one of the datasets that `row.ts` describes. Repairs rows whose quotes were lost. */
export const openVgsales = csvSource({ source: 'vgsales', repair: repairVgsales })
