/**
 * Platforms by the year in which the first of them was sold anywhere, by Wikipedia's article on each (its release dates). Platforms
 * that have no such year are left out: PC, arcade machines, browsers, and what nobody dates with certainty.
 */
const LAUNCHES: readonly (readonly [year: number, slugs: string])[] = [
  [1972, 'odyssey'],
  [1976, 'channel-f'],
  [1977, 'atari-2600 apple-ii trs-80 commodore-pet astrocade'],
  [1978, 'odyssey-2 vc-4000 1292-apvs'],
  [1979, 'intellivision microvision atari-8-bit ti-99'],
  [1980, 'game-and-watch vic-20 zx80 trs-80-coco'],
  [1981, 'dos zx81 bbc-micro pc-88 pc-6000 epoch-cassette-vision'],
  [1982, 'commodore-64 zx-spectrum colecovision atari-5200 vectrex arcadia-2001 pc-98 sharp-x1 fm-7 dragon-32 oric'],
  [1983, 'nes sg-1000 msx acorn-electron'],
  [1984, 'mac classic-mac amstrad-cpc sinclair-ql commodore-16 commodore-plus-4 epoch-super-cassette-vision'],
  [1985, 'master-system amiga atari-st msx2 amstrad-pcw'],
  [1986, 'famicom-disk-system atari-7800 apple-iigs'],
  [1987, 'turbografx-16 acorn-archimedes sharp-x68000 atari-xegs'],
  [1988, 'genesis turbografx-cd'],
  [1989, 'game-boy atari-lynx supergrafx fm-towns sam-coupe'],
  [1990, 'snes game-gear neo-geo neo-geo-mvs philips-cd-i gx4000 gamate'],
  [1991, 'sega-cd linux commodore-cdtv'],
  [1992, 'supervision'],
  [1993, '3do atari-jaguar amiga-cd32 sega-pico laseractive mega-duck'],
  [1994, 'ps1 saturn sega-32x sega-cd-32x neo-geo-cd pc-fx playdia'],
  [1995, 'virtual-boy satellaview atari-jaguar-cd casio-loopy super-acan r-zone'],
  [1996, 'nintendo-64 apple-pippin palm-os'],
  [1997, 'game-com hyper-neo-geo-64'],
  [1998, 'dreamcast dreamcast-vmu game-boy-color neo-geo-pocket'],
  [1999, 'pocketstation neo-geo-pocket-color wonderswan nintendo-64dd'],
  [2000, 'ps2 wonderswan-color nuon'],
  [2001, 'xbox gamecube game-boy-advance e-reader pokemon-mini ipod gp32'],
  [2003, 'n-gage zodiac'],
  [2004, 'nintendo-ds psp'],
  [2005, 'xbox-360 gizmondo gp2x advanced-pico-beena'],
  [2006, 'ps3 wii hyperscan'],
  [2007, 'ios'],
  [2008, 'android nintendo-dsi'],
  [2009, 'zeebo'],
  [2010, 'ipad windows-phone onlive'],
  [2011, 'nintendo-3ds ps-vita'],
  [2012, 'wii-u'],
  [2013, 'ps4 xbox-one ouya oculus-rift'],
  [2014, 'new-nintendo-3ds amazon-fire-tv gear-vr'],
  [2015, 'tvos watchos airconsole'],
  [2016, 'playstation-vr daydream steamvr'],
  [2017, 'switch windows-mixed-reality'],
  [2018, 'oculus-go'],
  [2019, 'oculus-quest stadia'],
  [2020, 'ps5 xbox-series meta-quest-2 evercade'],
  [2022, 'playdate'],
  [2023, 'playstation-vr2 meta-quest-3'],
  [2024, 'visionos'],
  [2025, 'switch-2'],
]

const YEARS = new Map(LAUNCHES.flatMap(([year, slugs]) => slugs.split(' ').map((slug) => [slug, year] as const)))

/** Returns the year in which a platform was launched, or `undefined` if it is not known. */
export const launchYearOf = (slug: string): number | undefined => YEARS.get(slug)

/** Slugs of all platforms with a launch year. */
export const LAUNCHED_SLUGS: readonly string[] = [...YEARS.keys()]
