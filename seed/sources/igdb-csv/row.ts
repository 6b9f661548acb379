import * as v from 'valibot'

const Cell = v.string()

/**
 * `igdb.csv` of quirky-quark (games on GitHub), scraped from igdb.com in 2020; no licence is stated.
 * 10,240 rows, `;`, CRLF. Its oddities:
 * - `title` is the slug of IGDB's address, in small letters and without most signs; `id` only counts the rows;
 * - `release_dates` holds every platform with its day: `Oct 16, 2013 - PC (Microsoft Windows); Aug 30, 2016 - Xbox One`;
 *   a platform may come twice, once for each region, which is not named;
 * - where the scrape failed (784 rows) every cell but the slug says `Try Again`;
 * - what is not ASCII (120 names) is lost: UTF-8 was read as cp866 and saved as cp1251, with `?` for what that lacks.
 */
export const IgdbCsvRow = v.object({
  title: Cell,
  release_dates: Cell,
  publisher: Cell,
  dev: Cell,
  genres: Cell,
  series: Cell,
})
export type IgdbCsvRow = v.InferOutput<typeof IgdbCsvRow>

/** How the list is told from others: by what no other has. */
export const IGDB_CSV_DIALECTS = [
  { dataset: 'quirky-quark-2020', columns: ['title', 'release_dates', 'publisher', 'dev', 'genres', 'series'] },
]
