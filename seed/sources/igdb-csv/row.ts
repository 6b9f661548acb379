import * as v from 'valibot'

const Cell = v.string()

/**
 * A row of `igdb.csv` by quirky-quark (repository games on GitHub), scraped from igdb.com in 2020; no licence is stated.
 * 10,240 rows, delimiter `;`, CRLF. Its oddities:
 * - `title` is the slug in IGDB's URL: lower case, most punctuation removed. `id` is only a row number;
 * - `release_dates` lists every platform with its day: `Oct 16, 2013 - PC (Microsoft Windows); Aug 30, 2016 - Xbox One`.
 *   A platform may appear twice, for two regions that are not named;
 * - a year without a day is 31 December: 814 of 23,543 days are, and from 6 to 17 each on the five days before it;
 * - in 784 rows the scrape failed: every cell except the slug is `Try Again`;
 * - characters beyond ASCII are lost (120 names): UTF-8 was read as cp866 and saved as cp1251, `?` for characters it lacks.
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

/** The dataset of this source, with the columns by which its CSV file is recognised: no other dataset has all of them. */
export const IGDB_CSV_DATASETS = [
  { dataset: 'quirky-quark-2020', columns: ['title', 'release_dates', 'publisher', 'dev', 'genres', 'series'] },
]
