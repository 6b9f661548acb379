import type { CatalogueRecord } from '#catalogue/record'
import type { SteamRow } from './row'

type Rating = NonNullable<CatalogueRecord['ratings']>[number]

/** ESRB ratings by Steam's spelling. `rp` is left out: it is no rating. */
const ESRB = new Map<string, string>(
  Object.entries({ ec: 'EC', e: 'E', e10: 'E10+', 'e10+': 'E10+', t: 'T', m: 'M', ao: 'AO' }),
)
/** Not a board: a rating that Steam computes itself for Germany. */
const NO_BOARD = 'steam_germany'

/** Returns the ratings of an app with Steam's names of the boards, without those that Steam computed itself. */
export function ratingsOf(ratings: NonNullable<SteamRow['ratings']>): Rating[] {
  return Object.entries(ratings).flatMap(([board, stated]) => {
    const text = String(stated?.rating ?? '').trim()
    const rating = board === 'esrb' ? ESRB.get(text.toLowerCase()) : text
    return rating && board !== NO_BOARD && !isGenerated(stated) ? { board, rating } : []
  })
}

const isGenerated = (stated: NonNullable<SteamRow['ratings']>[string]): boolean =>
  [true, 1, '1'].some((yes) => stated?.rating_generated === yes)
