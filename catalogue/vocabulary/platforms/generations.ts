/** Consoles and handhelds by generation, as commonly counted. Other platforms and disputed cases have none. */
const GENERATIONS: readonly (readonly [generation: number, slugs: string])[] = [
  [1, 'odyssey pc-50x ay-3-8500 ay-3-8603 ay-3-8605 ay-3-8606 ay-3-8607 ay-3-8610 ay-3-8710 ay-3-8760'],
  [2, 'atari-2600 atari-5200 intellivision colecovision odyssey-2 channel-f astrocade arcadia-2001 vc-4000 vectrex'],
  [2, '1292-apvs epoch-cassette-vision microvision game-and-watch'],
  [3, 'nes famicom-disk-system master-system sg-1000 atari-7800 epoch-super-cassette-vision'],
  [4, 'snes satellaview genesis sega-cd turbografx-16 turbografx-cd supergrafx neo-geo neo-geo-cd philips-cd-i'],
  [4, 'game-boy game-gear atari-lynx'],
  [5, 'ps1 nintendo-64 nintendo-64dd saturn 3do atari-jaguar atari-jaguar-cd amiga-cd32 pc-fx apple-pippin playdia'],
  [5, 'virtual-boy game-boy-color neo-geo-pocket neo-geo-pocket-color wonderswan wonderswan-color game-com'],
  [6, 'ps2 gamecube xbox dreamcast game-boy-advance'],
  [7, 'ps3 xbox-360 wii nintendo-ds nintendo-dsi psp'],
  [8, 'ps4 xbox-one wii-u switch nintendo-3ds new-nintendo-3ds ps-vita ouya'],
  [9, 'ps5 xbox-series switch-2'],
]

const BY_SLUG = new Map(
  GENERATIONS.flatMap(([generation, slugs]) => slugs.split(' ').map((slug) => [slug, generation] as const)),
)

/** Returns the generation of a platform, from 1, or `null` if it has none. */
export const generationOf = (slug: string): number | null => BY_SLUG.get(slug) ?? null

/** Slugs of all platforms with a generation. */
export const GENERATION_SLUGS: readonly string[] = [...BY_SLUG.keys()]
