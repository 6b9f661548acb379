import { family } from './family'

/** Consoles, handhelds and computers of Atari. */
export const ATARI = family('Atari', [
  { id: 800, slug: 'atari-2600', name: 'Atari 2600', aliases: ['A26', 'A2600', 'Atari VCS', 'Atari2600'] },
  { id: 801, slug: 'atari-5200', name: 'Atari 5200', aliases: ['A52', 'A5200', 'Atari5200'] },
  { id: 802, slug: 'atari-7800', name: 'Atari 7800', aliases: ['A78', 'A7800', 'Atari7800'] },
  {
    id: 803,
    slug: 'atari-8-bit',
    name: 'Atari 8-bit',
    fr: 'Atari 8 bits',
    aliases: ['A800', 'Atari8bit', 'Atari 400', 'Atari 800', 'Atari 400/800'],
  },
  { id: 804, slug: 'atari-st', name: 'Atari ST', aliases: ['Atari ST/STE', 'Atari STE'] },
  { id: 805, slug: 'atari-lynx', name: 'Atari Lynx', aliases: ['Lynx'] },
  { id: 806, slug: 'atari-jaguar', name: 'Atari Jaguar', aliases: ['JAG', 'Jaguar'] },
  { id: 807, slug: 'atari-jaguar-cd', name: 'Atari Jaguar CD', aliases: ['Jaguar CD'] },
  { id: 808, slug: 'atari-xegs', name: 'Atari XEGS', aliases: ['XEGS'] },
  { id: 809, slug: 'atari-flashback', name: 'Atari Flashback' },
])
