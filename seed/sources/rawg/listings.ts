import type { Stream } from '#lib/iterate'
import type { Query } from '#seed/api/request'
import { cutDays, type Days, plusDays, widthOf } from './days'

/** Games per page: the most that RAWG sends. */
export const RAWG_PAGE_SIZE = 40
/** Most pages read of one list. RAWG shows 500; the last of them is left out as a margin. */
const MOST_PAGES = 499
/** Most games read of one list. */
const MOST = MOST_PAGES * RAWG_PAGE_SIZE
/** Range that contains the release days of all games, planned ones included. */
const RELEASE_DAYS: Days = { from: '1900-01-01', to: '2100-12-31' }

/**
 * One list of games that RAWG shows, and the number of pages to read of it.
 *
 * `lost` is the number of games that are on no page RAWG shows. `undated` is the number of games without a release date; they
 * are the first of the list.
 */
export type Listing = { query: Query; pages: number; lost: number; undated?: number }

/** Returns the number of games in a list. */
export type Count = (query: Query) => Promise<number>

/**
 * Returns the filter for games that were changed in a range of days.
 *
 * RAWG does not document whether a filter includes its whole last day, so the filter ends one day later.
 */
export const updatedIn = ({ from, to }: Days): Query => ({ updated: `${from},${plusDays(to, 1)}` })

/** Returns the range of days that `updatedIn` was given. */
export function spanOf(updated: string): Days {
  const [from = '', end = ''] = updated.split(',')
  return { from, to: plusDays(end, -1) }
}

/**
 * Yields lists that cover the games changed in a range of days, in order of days. Games that no page shows are counted in
 * `lost`. `width` is the number of days of the first list to try.
 *
 * A day with more changed games than RAWG shows is divided by release day.
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

/** Yields a list in ascending order and, if it has more pages than are read, again in descending order. */
function* fromBothEnds(query: Query, games: number): Iterable<Listing> {
  yield { query: { ...query, ordering: 'updated' }, pages: Math.min(pagesOf(games), MOST_PAGES), lost: 0 }
  // One page more than is left: games that change in the meantime leave the list, and the others move up.
  const left = pagesOf(games - MOST) + 1
  if (games > MOST)
    yield {
      query: { ...query, ordering: '-updated' },
      pages: Math.min(left, MOST_PAGES),
      lost: Math.max(0, games - 2 * MOST),
    }
}

/** Returns the list of games without a release date. No filter selects them, but `-released` lists them first. */
const withoutDate = (updated: Query, undated: number): Listing => ({
  query: { ...updated, ordering: '-released' },
  pages: Math.min(pagesOf(undated), MOST_PAGES),
  lost: Math.max(0, undated - MOST),
  undated,
})

const pagesOf = (games: number): number => Math.ceil(games / RAWG_PAGE_SIZE)
