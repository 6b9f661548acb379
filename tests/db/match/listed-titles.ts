import type { Given } from '#tests/support/memory-source'

type Facts = Partial<Exclude<Given, string>>

const dated = (key: string, title: string, year: number, platform: string, more: Facts = {}): Given => ({
  key,
  title,
  releases: [{ platform, released: { date: `${year}-01-01`, precision: 'year' } }],
  ...more,
})

/** A small catalogue of two sources in which titles are spelt in two ways, shared by games, and parts of longer titles. */
export const SHOP: readonly Given[] = [
  dated('400', 'Portal', 2007, 'pc', { developers: ['Valve'] }),
  dated('620', 'Portal 2', 2011, 'pc', { developers: ['Valve'] }),
  dated('2280', 'DOOM', 1993, 'pc'),
  dated('379720', 'DOOM', 2016, 'pc'),
  dated('9050', 'DOOM 3', 2004, 'pc'),
  dated('33230', "Assassin's Creed II", 2009, 'pc'),
  dated('20900', 'The Witcher: Enhanced Edition', 2008, 'pc'),
  dated('1', '三国志', 1985, 'pc'),
  dated('2', 'Prince of Persia: The Sands of Time', 2003, 'pc'),
  dated('3', "Oddworld: Munch's Oddysee", 2001, 'pc'),
  dated('4', '1942', 1984, 'nes', { publishers: ['Capcom'] }),
  dated('5', 'Tetris', 1989, 'game-boy'),
  dated('6', 'Rygar', 1987, 'nes'),
  { key: '7', title: 'Untitled' },
]
export const PRESS: readonly Given[] = [
  dated('portal-2', 'Portal 2', 2011, 'ps3'),
  dated('doom-3', 'Doom III', 2005, 'xbox'),
  dated('witcher', 'The Witcher', 2007, 'pc', { alternativeNames: ['Wiedzmin'] }),
  dated('zelda', 'The Legend of Zelda: Ocarina of Time', 1998, 'nintendo-64'),
  dated('sands', 'Prince of Persia: The Sands of Time', 2003, 'ps2'),
  dated('metroid', 'Metroid Prime', 2002, 'gamecube'),
  dated('rygar', 'Rygar: The Legendary Adventure', 2002, 'ps2'),
]

/** An item of a list, and what it is: the slug of its game, several where a person has to choose, none, or `refused`. */
export type ListedTitle = [
  title: string,
  facts: { year?: number; platform?: string; company?: string; ids?: Record<string, string> },
  band: 'match' | 'review' | 'none',
  slugs: string[],
]

/** Items as shops, magazines and collectors write them. */
export const LISTED: readonly ListedTitle[] = [
  ['Portal 2', {}, 'match', ['portal-2']],
  ['PORTAL II', { year: 2011 }, 'match', ['portal-2']],
  ['Portal', { platform: 'PC', company: 'Valve Corporation' }, 'match', ['portal']],
  ['Doom', {}, 'review', ['doom', 'doom-2016']],
  ['Doom', { year: 1993 }, 'match', ['doom']],
  ['Doom', { year: 2016, platform: 'PS4' }, 'match', ['doom-2016']],
  ['Doom (2016)', {}, 'match', ['doom-2016']],
  ['Doom 3', { platform: 'Xbox' }, 'match', ['doom-3']],
  ['Doom 4', {}, 'none', []],
  ['Assassins Creed 2', {}, 'match', ['assassins-creed-ii']],
  ['Assassin’s Creed® II™', {}, 'match', ['assassins-creed-ii']],
  ['Wiedzmin', {}, 'match', ['the-witcher-enhanced-edition']],
  ['Witcher, The', {}, 'match', ['the-witcher-enhanced-edition']],
  ['Legend of Zelda, The: Ocarina of Time', { platform: 'N64' }, 'match', ['the-legend-of-zelda-ocarina-of-time']],
  ['三国志', {}, 'match', ['sanguozhi']],
  ['Oddworld: Muncs Oddysee', { platform: 'PC' }, 'review', ['oddworld-munchs-oddysee']],
  ['Oddworld: Muncs Oddysee', { year: 2001 }, 'match', ['oddworld-munchs-oddysee']],
  ['1942', { year: 1984 }, 'match', ['1942']],
  ['1942', {}, 'none', []],
  ['1942', { company: 'Capcom' }, 'match', ['1942']],
  ['8472', {}, 'none', []],
  ['Untitled', {}, 'none', []],
  ['Tetris', { year: 2006, platform: 'Game Boy' }, 'review', ['tetris']],
  ['Metroid Prime', { year: 2002, platform: 'Nintendo GameCube' }, 'match', ['metroid-prime']],
  ['\u200fMetroid\u200e Prime\u200f', {}, 'match', ['metroid-prime']],
  ['Metroid Prime 2', {}, 'none', []],
  ['Something Else', { ids: { shop: '620' } }, 'match', ['portal-2']],
  ['Portal 2', { ids: { shop: '400' } }, 'match', ['portal']],
  ['Half-Life', { ids: { shop: '70' } }, 'none', []],
  ['???', {}, 'none', []],
]
