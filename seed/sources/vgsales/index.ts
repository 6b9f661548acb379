import type { Source } from '#seed/contract/source'
import { mapVgsales } from './map'
import { openVgsales } from './read'
import { repairVgsales } from './repair'
import { VgsalesRow } from './row'

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
  salesCount: 'boxed',
  needs: [],
  open: openVgsales,
  row: VgsalesRow,
  map: mapVgsales,
  repair: repairVgsales,
}
