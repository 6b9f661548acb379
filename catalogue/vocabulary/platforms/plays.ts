/**
 * Platforms that play some games of older ones, and which: by programmes of backward compatibility (Xbox) and by shops of old games
 * (Virtual Console, PS one Classics, NES and other apps of Switch), as Wikipedia lists them. A list that names such a platform may mean
 * the old release. Platforms that play every game of an older one, such as PlayStation 5, are left out: nobody lists these games twice.
 */
const PLAYS: readonly (readonly [platform: string, older: string])[] = [
  ['xbox-360', 'xbox'],
  ['xbox-one', 'xbox xbox-360'],
  ['xbox-series', 'xbox xbox-360'],
  ['ps3', 'ps1 ps2'],
  ['psp', 'ps1'],
  ['ps-vita', 'ps1 psp'],
  ['ps4', 'ps2'],
  ['wii', 'nes snes nintendo-64 genesis master-system turbografx-16 neo-geo commodore-64 arcade msx gamecube'],
  ['wii-u', 'nes snes nintendo-64 game-boy-advance nintendo-ds turbografx-16 msx wii'],
  ['nintendo-3ds', 'nes snes game-boy game-boy-color game-boy-advance game-gear nintendo-ds'],
  ['switch', 'nes snes nintendo-64 game-boy game-boy-color game-boy-advance genesis'],
  ['switch-2', 'gamecube'],
]

const OLDER = new Map(PLAYS.map(([platform, older]) => [platform, older.split(' ')] as const))

/** Returns the older platforms of which a platform plays some games. */
export const playsGamesOf = (platform: string): readonly string[] => OLDER.get(platform) ?? []

/** All platforms that the table names. */
export const PLAYING_SLUGS: readonly string[] = [...OLDER].flat(2)
