/**
 * Platform slugs of the vocabulary by VGChartz code. Shops such as `PSN` and `XBL` are left out: they sell for several
 * consoles, and the row does not name the console.
 */
const SLUGS: Record<string, string> = {
  '2600': 'atari-2600',
  '3DO': '3do',
  '3DS': 'nintendo-3ds',
  DC: 'dreamcast',
  DS: 'nintendo-ds',
  GB: 'game-boy',
  GBA: 'game-boy-advance',
  GBC: 'game-boy-color',
  GC: 'gamecube',
  GEN: 'genesis',
  GG: 'game-gear',
  N64: 'nintendo-64',
  NES: 'nes',
  NG: 'neo-geo',
  NS: 'switch',
  OSX: 'mac',
  PC: 'pc',
  PCE: 'turbografx-16',
  PCFX: 'pc-fx',
  PS: 'ps1',
  PS2: 'ps2',
  PS3: 'ps3',
  PS4: 'ps4',
  PSP: 'psp',
  PSV: 'ps-vita',
  SAT: 'saturn',
  SCD: 'sega-cd',
  SNES: 'snes',
  TG16: 'turbografx-16',
  WS: 'wonderswan',
  WW: 'wii',
  Wii: 'wii',
  WiiU: 'wii-u',
  X360: 'xbox-360',
  XB: 'xbox',
  XOne: 'xbox-one',
}

const BY_CODE = new Map(Object.entries(SLUGS))

/** Returns the platform slug of a VGChartz code. */
export const platformOfCode = (code: string): string | undefined => BY_CODE.get(code)

/** All platform slugs that have a code. */
export const CODED_PLATFORMS: readonly string[] = [...new Set(BY_CODE.values())]
