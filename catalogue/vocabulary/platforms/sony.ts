import { family } from './family'

/** Consoles and handhelds of Sony. Its headsets are in `virtual.ts`. */
export const SONY = family('PlayStation', [
  {
    id: 200,
    slug: 'ps1',
    name: 'PlayStation',
    aliases: ['PS', 'PS1', 'PSX', 'PS one', 'PlayStation 1', 'Sony PlayStation', 'Sony PlayStation 1'],
  },
  { id: 201, slug: 'ps2', name: 'PlayStation 2', aliases: ['PS2', 'Sony PlayStation 2'] },
  { id: 202, slug: 'ps3', name: 'PlayStation 3', aliases: ['PS3', 'Sony PlayStation 3'] },
  { id: 203, slug: 'ps4', name: 'PlayStation 4', aliases: ['PS4', 'Sony PlayStation 4', 'PlayStation 4 Pro'] },
  { id: 204, slug: 'ps5', name: 'PlayStation 5', aliases: ['PS5', 'Sony PlayStation 5', 'PlayStation 5 Pro'] },
  {
    id: 205,
    slug: 'psp',
    name: 'PlayStation Portable',
    aliases: ['PSP', 'Sony PSP', 'Sony PlayStation Portable', 'PlayStation Portable (PSP)'],
  },
  {
    id: 206,
    slug: 'ps-vita',
    name: 'PlayStation Vita',
    aliases: ['PSV', 'PS Vita', 'PSVita', 'Vita', 'Sony PlayStation Vita'],
  },
  { id: 207, slug: 'pocketstation', name: 'PocketStation' },
])
