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
 * Every platform the catalogue knows, by family. An id is never given twice: new platforms go to the end of their family.
 *
 * Aliases are words that mean the same to every source. What is one source's own shorthand (`G`, `NG`, `2600`) stands with
 * that source; shops and services that span platforms (`PlayStation Network`, `Xbox Live Arcade`, `Virtual Console`) are no
 * platforms, and one that sells for a single one (`WiiWare`) means it. A word for several (`Commodore / Amiga`) means none.
 */
export const PLATFORMS: readonly Platform[] = [
  ...[...NINTENDO, ...SONY, ...MICROSOFT, ...SEGA],
  ...[...COMPUTERS, ...MOBILE, ...VIRTUAL],
  ...[...ATARI, ...COMMODORE, ...SNK, ...NEC, ...CONSOLES],
  ...[...HOME_COMPUTERS, ...MAINFRAMES],
]
