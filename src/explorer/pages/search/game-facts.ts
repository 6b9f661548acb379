import { dateInWords } from '../../state/language'
import { genreName, platformName } from '../../state/vocabulary'
import type { ShownGame } from './found'

const PLATFORMS_SHOWN = 4

/** Returns the first platforms of a game, and how many more it is on. */
export function platformsInWords({ platforms }: ShownGame): string {
  const first = platforms.slice(0, PLATFORMS_SHOWN).map(platformName.value).join(', ')
  return platforms.length > PLATFORMS_SHOWN ? `${first} +${platforms.length - PLATFORMS_SHOWN}` : first
}

/** Returns the date of the first release of a game, or its year, or nothing. */
export const releasedInWords = ({ released, year }: ShownGame): string =>
  released ? dateInWords(released) : year === null ? '' : String(year)

/** Returns the genres of a game. */
export const genresInWords = ({ genres }: ShownGame): string => genres.map(genreName.value).join(', ')

/** Returns date, platforms and genres of a game on one line. */
export const factsOf = (game: ShownGame): string =>
  [releasedInWords(game), platformsInWords(game), genresInWords(game)].filter(Boolean).join(' · ')

/** Returns the address of a game. */
export const gameAddress = (slug: string): string => `/explorer/games/${encodeURIComponent(slug)}`
