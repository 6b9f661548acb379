import { family } from './family'

/** Consoles, handhelds and their add-ons of Sega. */
export const SEGA = family('Sega', [
  {
    id: 400,
    slug: 'genesis',
    name: 'Sega Genesis',
    fr: 'Mega Drive',
    aliases: [
      'GEN',
      'MD',
      'SMD',
      'Genesis',
      'Mega Drive',
      'Sega Mega Drive',
      'Sega Mega Drive/Genesis',
      'Genesis/Mega Drive',
      'Genesis / Mega Drive',
      'MegaDrive',
    ],
  },
  {
    id: 401,
    slug: 'master-system',
    name: 'Sega Master System',
    aliases: ['Master System', 'SMS', 'Sega Mark III', 'Sega Master System/Mark III'],
  },
  { id: 402, slug: 'saturn', name: 'Sega Saturn', aliases: ['SAT', 'Saturn'] },
  { id: 403, slug: 'dreamcast', name: 'Dreamcast', aliases: ['DC', 'Sega Dreamcast'] },
  { id: 404, slug: 'game-gear', name: 'Game Gear', aliases: ['GG', 'Sega Game Gear'] },
  {
    id: 405,
    slug: 'sega-cd',
    name: 'Sega CD',
    fr: 'Mega-CD',
    aliases: ['SCD', 'MCD', 'SegaCD', 'Mega CD', 'Sega Mega-CD'],
  },
  {
    id: 406,
    slug: 'sega-32x',
    name: 'Sega 32X',
    fr: 'Mega Drive 32X',
    aliases: ['32X', 'Mega Drive 32X', 'Sega Mega Drive 32X', 'Genesis 32X'],
  },
  { id: 407, slug: 'sega-cd-32x', name: 'Sega CD 32X', fr: 'Mega-CD 32X' },
  { id: 408, slug: 'sg-1000', name: 'SG-1000', aliases: ['Sega SG-1000'] },
  { id: 409, slug: 'sega-pico', name: 'Sega Pico' },
  { id: 410, slug: 'advanced-pico-beena', name: 'Advanced Pico Beena' },
  {
    id: 411,
    slug: 'dreamcast-vmu',
    name: 'Visual Memory Unit',
    aliases: ['VMU', 'Dreamcast VMU', 'Visual Memory Unit / Visual Memory System'],
  },
])
