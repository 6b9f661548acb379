import { ATARI } from './platforms/atari'
import { COMMODORE } from './platforms/commodore'
import { COMPUTERS } from './platforms/computers'
import { CONSOLES } from './platforms/consoles'
import { HOME_COMPUTERS } from './platforms/home-computers'
import { MAINFRAMES } from './platforms/mainframes'
import { MICROSOFT } from './platforms/microsoft'
import { MOBILE } from './platforms/mobile'
import { NEC } from './platforms/nec'
import { NINTENDO } from './platforms/nintendo'
import { SEGA } from './platforms/sega'
import { SNK } from './platforms/snk'
import { SONY } from './platforms/sony'
import { VIRTUAL } from './platforms/virtual'
import type { Platform } from './vocabulary'

/**
 * Every platform of the catalogue, by family. Ids are never reused: append new platforms to their family.
 *
 * An alias means the same in every source. A shorthand of one source (`G`, `NG`, `2600`) is mapped by that source. Not platforms:
 * shops and services for several platforms (`PlayStation Network`, `Xbox Live Arcade`, `Virtual Console`). A shop for one platform
 * (`WiiWare`) is an alias of it. A word for several (`Commodore / Amiga`) is no alias.
 */
export const PLATFORMS: readonly Platform[] = [
  ...[...NINTENDO, ...SONY, ...MICROSOFT, ...SEGA],
  ...[...COMPUTERS, ...MOBILE, ...VIRTUAL],
  ...[...ATARI, ...COMMODORE, ...SNK, ...NEC, ...CONSOLES],
  ...[...HOME_COMPUTERS, ...MAINFRAMES],
]
