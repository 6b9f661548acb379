import { family } from './family'

/** Consoles of Microsoft. */
export const MICROSOFT = family('Xbox', [
  { id: 300, slug: 'xbox', name: 'Xbox', aliases: ['XB', 'Microsoft Xbox', 'Original Xbox', 'Xbox (2001)'] },
  { id: 301, slug: 'xbox-360', name: 'Xbox 360', aliases: ['X360', 'XB360', 'Xbox360', 'Microsoft Xbox 360'] },
  { id: 302, slug: 'xbox-one', name: 'Xbox One', aliases: ['XOne', 'XB1', 'XBOne', 'Microsoft Xbox One'] },
  {
    id: 303,
    slug: 'xbox-series',
    name: 'Xbox Series X|S',
    aliases: [
      'XSS',
      'Xbox Series',
      'Xbox Series X',
      'Xbox Series S',
      'Series X',
      'Series X|S',
      'Xbox Series X/S',
      'Xbox Series S/X',
      'XSX',
      'XBSX',
    ],
  },
])
