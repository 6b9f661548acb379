/** IGDB platform ids with our platform slugs: `id slug`. */
const PLATFORMS = `
  3 linux, 4 nintendo-64, 5 wii, 6 pc, 7 ps1, 8 ps2, 9 ps3, 11 xbox, 12 xbox-360, 13 dos, 14 mac, 15 commodore-64,
  16 amiga, 18 nes, 19 snes, 20 nintendo-ds, 21 gamecube, 22 game-boy-color, 23 dreamcast, 24 game-boy-advance,
  25 amstrad-cpc, 26 zx-spectrum, 27 msx, 29 genesis, 30 sega-32x, 32 saturn, 33 game-boy, 34 android, 35 game-gear,
  37 nintendo-3ds, 38 psp, 39 ios, 41 wii-u, 42 n-gage, 44 zodiac, 46 ps-vita, 48 ps4, 49 xbox-one, 50 3do,
  51 famicom-disk-system, 52 arcade, 53 msx2, 55 mobile, 57 wonderswan, 58 snes, 59 atari-2600, 60 atari-7800,
  61 atari-lynx, 62 atari-jaguar, 63 atari-st, 64 master-system, 65 atari-8-bit, 66 atari-5200, 67 intellivision,
  68 colecovision, 69 bbc-micro, 70 vectrex, 71 vic-20, 72 ouya, 73 blackberry, 74 windows-phone, 75 apple-ii,
  77 sharp-x1, 78 sega-cd, 79 neo-geo-mvs, 80 neo-geo, 82 web, 84 sg-1000, 85 donner-model-30, 86 turbografx-16,
  87 virtual-boy, 88 odyssey, 89 microvision, 90 commodore-pet, 91 astrocade, 93 commodore-16, 94 commodore-plus-4,
  95 pdp-1, 96 pdp-10, 97 pdp-8, 98 dec-gt40, 99 nes, 101 nimrod, 102 edsac, 103 pdp-7, 104 hp-2100, 105 hp-3000,
  106 sds-sigma-7, 108 pdp-11, 109 cdc-cyber-70, 110 plato, 111 imlac-pds-1, 113 onlive, 114 amiga-cd32,
  115 apple-iigs, 116 acorn-archimedes, 117 philips-cd-i, 118 fm-towns, 119 neo-geo-pocket, 120 neo-geo-pocket-color,
  121 sharp-x68000, 122 nuon, 123 wonderswan-color, 124 wonderswan-color, 125 pc-88, 126 trs-80, 127 channel-f,
  128 supergrafx, 129 ti-99, 130 switch, 131 nintendo-playstation, 132 amazon-fire-tv, 133 odyssey-2,
  134 acorn-electron, 135 hyper-neo-geo-64, 136 neo-geo-cd, 137 new-nintendo-3ds, 138 vc-4000, 139 1292-apvs,
  140 ay-3-8500, 141 ay-3-8610, 142 pc-50x, 143 ay-3-8760, 144 ay-3-8710, 145 ay-3-8603, 146 ay-3-8605, 147 ay-3-8606,
  148 ay-3-8607, 149 pc-98, 150 turbografx-cd, 151 trs-80-coco, 152 fm-7, 153 dragon-32, 154 amstrad-pcw,
  155 tatung-einstein, 156 thomson-mo, 157 pc-6000, 158 commodore-cdtv, 159 nintendo-dsi, 161 windows-mixed-reality,
  162 oculus-vr, 163 steamvr, 164 daydream, 165 playstation-vr, 166 pokemon-mini, 167 ps5, 169 xbox-series,
  170 stadia, 236 exidy-sorcerer, 237 sol-20, 238 dvd-player, 239 blu-ray-player, 240 zeebo, 274 pc-fx,
  306 satellaview, 307 game-and-watch, 308 playdia, 309 evercade, 339 sega-pico, 372 ooparts, 373 zx81, 374 sharp-mz,
  375 epoch-cassette-vision, 376 epoch-super-cassette-vision, 377 plug-and-play, 378 gamate, 379 game-com,
  380 casio-loopy, 381 playdate, 382 intellivision-amico, 384 oculus-quest, 385 oculus-rift, 386 meta-quest-2,
  387 oculus-go, 388 gear-vr, 389 airconsole, 390 playstation-vr2, 405 windows-mobile, 406 sinclair-ql, 407 hyperscan,
  408 mega-duck, 410 atari-jaguar-cd, 411 lcd-handheld, 412 leapster, 413 leapster-explorer, 414 leaptv,
  415 supervision, 416 nintendo-64dd, 417 palm-os, 438 arduboy, 439 v-smile, 440 dreamcast-vmu, 441 pocketstation,
  471 meta-quest-3, 472 visionos, 473 arcadia-2001, 474 gizmondo, 475 r-zone, 476 apple-pippin, 477 panasonic-jungle,
  478 panasonic-m2, 480 super-acan, 481 tomy-tutor, 482 sega-cd-32x, 486 digiblast, 487 laseractive, 504 uzebox,
  506 gx4000, 507 advanced-pico-beena, 508 switch-2, 509 polymega, 510 e-reader
`

/** IGDB genre ids with our genre slugs: `id slug`. */
const GENRES = `
  2 point-and-click, 4 fighting, 5 shooter, 7 music, 8 platformer, 9 puzzle, 10 racing, 11 strategy, 12 role-playing,
  13 simulation, 14 sports, 15 strategy, 16 strategy, 24 strategy, 25 beat-em-up, 26 trivia, 30 pinball, 31 adventure,
  32 indie, 33 arcade, 34 visual-novel, 35 card-and-board, 36 moba
`

const read = (list: string): ReadonlyMap<number, string> =>
  new Map(
    list.split(',').map((pair): [number, string] => {
      const [id = '', slug = ''] = pair.trim().split(' ')
      return [Number(id), slug]
    }),
  )

/** Our platform slugs by IGDB id. */
export const PLATFORM_BY_ID = read(PLATFORMS)

/** Our genre slugs by IGDB id. */
export const GENRE_BY_ID = read(GENRES)

/** An IGDB object with a name: its id alone, or an object with id, name or both. */
export type Named = number | { id?: number | undefined; name?: string | undefined }

/** Returns our slug of an IGDB object, found by its name, else by its id. `word` is the text to report if there is no slug. */
export function slugByNameOrId(
  named: Named,
  find: (word: string) => { slug: string } | undefined,
  byId: ReadonlyMap<number, string>,
): { slug: string | undefined; word: string } {
  const { id, name } = typeof named === 'number' ? { id: named, name: undefined } : named
  const slug = name === undefined ? undefined : find(name)?.slug
  return { slug: slug ?? byId.get(id ?? 0), word: name ?? `IGDB ${id ?? ''}` }
}

/** Our region words by the IGDB id of a release region. Worldwide (8) is left out: it is not a region. */
export const REGION_BY_ID: ReadonlyMap<number, string> = new Map([
  [1, 'eu'],
  [2, 'na'],
  [3, 'au'],
  [4, 'nz'],
  [5, 'jp'],
  [6, 'cn'],
  [7, 'asia'],
  [9, 'kr'],
  [10, 'br'],
])
