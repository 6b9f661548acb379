import type { Source } from '#seed/contract/source'
import { mapVgsales } from './map'
import { openVgsales } from './read'
import { repairVgsales } from './repair'
import { VGSALES_DATASETS, VgsalesRow } from './row'

/** VGChartz: CSV lists of copies sold. */
export const vgsalesSource: Source<VgsalesRow> = {
  name: 'vgsales',
  title: 'VGChartz sales lists',
  kind: 'file',
  licence: {
    name: 'unstated',
    redistributable: false,
    commercial: false,
    attribution: 'Sales figures from VGChartz',
    url: 'https://www.vgchartz.com',
  },
  trust: 50,
  needs: [],
  open: openVgsales,
  row: VgsalesRow,
  fields: [...new Set(VGSALES_DATASETS.flatMap(({ columns }) => columns))],
  map: mapVgsales,
  repair: repairVgsales,
}
