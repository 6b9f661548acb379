import type { Stream } from '#lib/iterate'
import type { Query } from '#seed/api/request'
import { cutDays, type Days, plusDays, widthOf } from './days'

/** RAWG's largest page. */
export const RAWG_PAGE_SIZE = 40
/** RAWG shows no list beyond its page 500. */
const MOST_PAGES = 499
const MOST = MOST_PAGES * RAWG_PAGE_SIZE
/** No game is older or planned for later. */
const RELEASE_DAYS: Days = { from: '1900-01-01', to: '2100-12-31' }

/**
 * One list of games that RAWG shows, and how many pages of it are wanted.
 *
 * `lost` games belong to it and stand on no page that is shown; of `undated` games it is known that they stand first.
 */
export type Listing = { query: Query; pages: number; lost: number; undated?: number }

/** How many games a list has. */
export type Count = (query: Query) => Promise<number>

/**
 * The days between which a game was changed, as RAWG is asked for them.
 *
 * Whether it counts the last day whole is written nowhere, so the day after is asked for, too.
 */
export const updatedIn = ({ from, to }: Days): Query => ({ updated: `${from},${plusDays(to, 1)}` })

/** The span that `updatedIn` asked for. */
export function spanOf(updated: string): Days {
  const [from = '', end = ''] = updated.split(',')
  return { from, to: plusDays(end, -1) }
}

/**
 * Lists that together hold every game changed within a span of days, oldest change first; `width` is that of the first one.
 *
 * A day on which more were changed than RAWG shows is divided by the day of release.
 */
export async function* listingsOf(span: Days, width: number, count: Count): Stream<Listing> {
  const countOf = (days: Days) => count(updatedIn(days))
  for await (const { days, count: games } of cutDays(span, { width, most: MOST, countOf })) {
    if (games > MOST) yield* listingsOfDay(updatedIn(days), games, count)
    else if (games > 0) yield { query: { ...updatedIn(days), ordering: 'updated' }, pages: pagesOf(games), lost: 0 }
  }
}

async function* listingsOfDay(updated: Query, games: number, count: Count): Stream<Listing> {
  const releasedIn = ({ from, to }: Days): Query => ({ ...updated, dates: `${from},${to}` })
  const countOf = (days: Days) => count(releasedIn(days))
  const dated = await countOf(RELEASE_DAYS)
  for await (const piece of cutDays(RELEASE_DAYS, { width: widthOf(RELEASE_DAYS), most: MOST, countOf }))
    if (piece.count > 0) yield* fromBothEnds(releasedIn(piece.days), piece.count)
  if (games > dated) yield withoutDate(updated, games - dated)
}

/** A list that is too long and cannot be divided is read from its beginning and from its end. */
function* fromBothEnds(query: Query, games: number): Iterable<Listing> {
  yield { query: { ...query, ordering: 'updated' }, pages: Math.min(pagesOf(games), MOST_PAGES), lost: 0 }
  // A page more than what is left: games that change meanwhile leave the list, and others move up.
  const left = pagesOf(games - MOST) + 1
  if (games > MOST)
    yield {
      query: { ...query, ordering: '-updated' },
      pages: Math.min(left, MOST_PAGES),
      lost: Math.max(0, games - 2 * MOST),
    }
}

/** No question asks for games without a day of release, but they stand first where the latest release does. */
const withoutDate = (updated: Query, undated: number): Listing => ({
  query: { ...updated, ordering: '-released' },
  pages: Math.min(pagesOf(undated), MOST_PAGES),
  lost: Math.max(0, undated - MOST),
  undated,
})

const pagesOf = (games: number): number => Math.ceil(games / RAWG_PAGE_SIZE)
