import type { CatalogueRecord } from '#catalogue/record'
import type { SteamRow } from './row'

type Rating = NonNullable<CatalogueRecord['ratings']>[number]

/** How Steam writes the ratings of ESRB; `rp` says that there is none yet. */
const ESRB: Record<string, string> = { ec: 'EC', e: 'E', e10: 'E10+', 'e10+': 'E10+', t: 'T', m: 'M', ao: 'AO' }
/** Steam's own reckoning, which it needs in Germany. */
const NO_BOARD = 'steam_germany'

/** What boards have said of an app, by Steam's name for the board; what Steam worked out itself is none of it. */
export function ratingsOf(ratings: NonNullable<SteamRow['ratings']>): Rating[] {
  return Object.entries(ratings).flatMap(([board, stated]) => {
    const text = String(stated?.rating ?? '').trim()
    const rating = board === 'esrb' ? ESRB[text.toLowerCase()] : text
    return rating && board !== NO_BOARD && !isGenerated(stated) ? { board, rating } : []
  })
}

const isGenerated = (stated: NonNullable<SteamRow['ratings']>[string]): boolean =>
  [true, 1, '1'].some((yes) => stated?.rating_generated === yes)
