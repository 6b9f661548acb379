import { family } from './family'

/** Consoles, handhelds and arcade systems of SNK. */
export const SNK = family('SNK', [
  { id: 1000, slug: 'neo-geo', name: 'Neo Geo AES', aliases: ['NG', 'Neo Geo', 'NeoGeo', 'SNK Neo Geo', 'AES'] },
  { id: 1001, slug: 'neo-geo-mvs', name: 'Neo Geo MVS', aliases: ['MVS'] },
  { id: 1002, slug: 'neo-geo-cd', name: 'Neo Geo CD', aliases: ['NGCD', 'NeoGeo CD', 'SNK Neo Geo CD'] },
  { id: 1003, slug: 'neo-geo-pocket', name: 'Neo Geo Pocket', aliases: ['NGP', 'NeoGeo Pocket', 'SNK Neo Geo Pocket'] },
  { id: 1004, slug: 'neo-geo-pocket-color', name: 'Neo Geo Pocket Color', aliases: ['NGPC', 'NeoGeo Pocket Color'] },
  { id: 1005, slug: 'hyper-neo-geo-64', name: 'Hyper Neo Geo 64' },
])
