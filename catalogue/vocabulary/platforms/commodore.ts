import { family } from './family'

/** Computers and consoles of Commodore. */
export const COMMODORE = family('Commodore', [
  {
    id: 900,
    slug: 'commodore-64',
    name: 'Commodore 64',
    aliases: [
      'C64',
      'Commodore C64',
      'Commodore 64/128',
      'Commodore C64/128',
      'Commodore C64/128/MAX',
      'Commodore 128',
    ],
  },
  { id: 901, slug: 'amiga', name: 'Amiga' },
  { id: 902, slug: 'amiga-cd32', name: 'Amiga CD32', aliases: ['CD32'] },
  { id: 903, slug: 'vic-20', name: 'Commodore VIC-20', aliases: ['VIC-20', 'VIC20'] },
  { id: 904, slug: 'commodore-16', name: 'Commodore 16', aliases: ['C16'] },
  { id: 905, slug: 'commodore-plus-4', name: 'Commodore Plus/4', aliases: ['Plus/4', 'C+4'] },
  { id: 906, slug: 'commodore-pet', name: 'Commodore PET', aliases: ['Commodore PET/CBM'] },
  { id: 907, slug: 'commodore-cdtv', name: 'Commodore CDTV', aliases: ['CDTV', 'Amiga CDTV'] },
])
