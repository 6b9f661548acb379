import * as v from 'valibot'

/**
 * A row of any VGChartz list: one game on one platform, with the unchanged text of its cells.
 *
 * `sales` is millions of copies worldwide. Critic scores are 0 to `criticBest`, user scores 0 to 10.
 */
export type VgsalesRow = {
  name: string
  platform: string
  year: string
  genre: string
  publisher: string
  developer: string
  sales: string
  criticScore: string
  criticBest: 10 | 100
  criticCount: string
  userScore: string
  userCount: string
  rating: string
}

const Cell = v.string()
const unscored = {
  developer: '',
  criticScore: '',
  criticBest: 100,
  criticCount: '',
  userScore: '',
  userCount: '',
  rating: '',
} as const

const sales2016 = { Name: Cell, Platform: Cell, Genre: Cell, Publisher: Cell, Global_Sales: Cell }
const scores2016 = { Critic_Score: Cell, Critic_Count: Cell, User_Score: Cell, User_Count: Cell }

type Sales2016 = { Name: string; Platform: string; Genre: string; Publisher: string; Global_Sales: string }
type Scores2016 = { Critic_Score: string; Critic_Count: string; User_Score: string; User_Count: string }

const salesOf = (row: Sales2016) => ({
  name: row.Name,
  platform: row.Platform,
  genre: row.Genre,
  publisher: row.Publisher,
  sales: row.Global_Sales,
})

const scoresOf = (row: Scores2016) => ({
  criticScore: row.Critic_Score,
  criticBest: 100 as const,
  criticCount: row.Critic_Count,
  userScore: row.User_Score,
  userCount: row.User_Count,
})

/**
 * `vgsales.csv`, scraped from vgchartz.com in October 2016 by Gregory Smith and published on Kaggle
 * (gregorut/videogamesales); the copies state no licence. 16,598 rows, UTF-8, LF.
 * - an unknown year or publisher is `N/A`, an unknown publisher also `Unknown`;
 * - platforms are VGChartz codes (`2600`, `NG`, `SCD`);
 * - `(JP sales)`, `(US weekly sales)`, `(sales, but wrong system)` after a title is a note about the figures, not a part of
 *   the title;
 * - a game whose sales were counted in two ways has two rows; two rows have the same name, platform and year.
 */
const Kaggle2016 = v.pipe(
  v.object({ ...sales2016, Year: Cell }),
  v.transform((row): VgsalesRow => ({ ...salesOf(row), year: row.Year, ...unscored })),
)

const metacritic2016 = { ...sales2016, ...scores2016, Year_of_Release: Cell, Developer: Cell }

/**
 * `Video_Games_Sales_as_at_22_Dec_2016.csv`: the list above, joined with Metacritic scores by Rush Kirubi (Kaggle
 * rush4ratio/video-game-sales-with-ratings); the copies state no licence. 16,719 rows. The copies differ:
 * - a user score that does not exist yet is `tbd`; in one copy `N/A`, `tbd` and `Unknown` are empty cells;
 * - one copy has the delimiter `;`, a decimal comma and CRLF;
 * - one was saved by Excel for Mac: line end CR, letters beyond ASCII decoded wrongly twice, some of them lost;
 * - in one, every `;` became `,`: `Steins;Gate` takes two cells and the other cells are shifted to the right by one;
 * - two rows have no name; one game of 2009 is dated 2020; two copies misspell a publisher; a developer cell may list several
 *   companies.
 */
const Metacritic2016 = v.pipe(
  v.object({ ...metacritic2016, Rating: Cell }),
  v.transform(
    (row): VgsalesRow => ({
      ...salesOf(row),
      ...scoresOf(row),
      year: row.Year_of_Release,
      developer: row.Developer,
      rating: row.Rating,
    }),
  ),
)

/**
 * A copy of the same list in which every line, also the header, ends in `;`, and all quotes are lost: 644 rows with a comma
 * in a cell have 17 to 19 cells. `repair.ts` repairs them.
 */
const Metacritic2016Trailing = v.pipe(
  v.object({ ...metacritic2016, 'Rating;': Cell }),
  v.transform(
    (row): VgsalesRow => ({
      ...salesOf(row),
      ...scoresOf(row),
      year: row.Year_of_Release,
      developer: row.Developer,
      rating: row['Rating;'].replace(/;$/, ''),
    }),
  ),
)

/** `GB` and `XB` without their last letter, which the list has lost. `GBA` and `GBC` do not end in B and are complete. */
const WITHOUT_B = new Map<string, string>(Object.entries({ G: 'GB', X: 'XB' }))

/**
 * A newer scrape of 2017, cleaned by 810Teams (repository video-game-sales on GitHub); no licence is stated. 17,416 rows,
 * ASCII, LF.
 * - numbers are floats (`2006.0`, `51.0`);
 * - names are printed Python bytes from which the letter b at the ends and the quotes were removed: `Pok\xc3\xa9mon`, `The Clu`,
 *   `Tony Hawks`. The escapes can be decoded. A lost final b (about 30 titles) or apostrophe (about 700) cannot be detected;
 * - platforms have lost a B at their ends in the same way.
 */
const EightTen2017 = v.pipe(
  v.object({ ...sales2016, ...scores2016, Year: Cell, Rating: Cell }),
  v.transform(
    (row): VgsalesRow => ({
      ...salesOf(row),
      ...scoresOf(row),
      name: decodeEscapes(row.Name),
      platform: WITHOUT_B.get(row.Platform) ?? row.Platform,
      year: row.Year,
      developer: '',
      rating: row.Rating,
    }),
  ),
)

/**
 * `vgchartz-2024.csv`: a scrape of vgchartz.com of 2024, joined and reduced to games of the console war by JPG250493
 * (repository EDA_Guerra_de_consolas on GitHub); no licence is stated. 20,666 rows, UTF-8, LF.
 * - `release_date` is a year as a float (`2006.00`); `total_sales` of `0.00` means below 5,000 copies, or unknown;
 * - critic scores are 0 to 10; `console` may also be a shop (`PSN`, `XBL`);
 * - the column name `Brand ` ends in a space; 95 games appear twice for one console.
 */
const Vgchartz2024 = v.pipe(
  v.object({
    title: Cell,
    console: Cell,
    genre: Cell,
    publisher: Cell,
    developer: Cell,
    critic_score: Cell,
    total_sales: Cell,
    release_date: Cell,
  }),
  v.transform(
    (row): VgsalesRow => ({
      ...unscored,
      name: row.title,
      platform: row.console,
      year: row.release_date,
      genre: row.genre,
      publisher: row.publisher,
      developer: row.developer,
      sales: row.total_sales,
      criticScore: row.critic_score,
      criticBest: 10,
    }),
  ),
)

const columnsOf = (schema: { entries: Record<string, unknown> }): string[] => Object.keys(schema.entries)

/** The datasets of this source, each with the columns that its CSV file must have. */
export const VGSALES_DATASETS = [
  { dataset: 'kaggle-2016', columns: columnsOf(Kaggle2016) },
  { dataset: 'metacritic-2016', columns: columnsOf(Metacritic2016) },
  { dataset: 'metacritic-2016', columns: columnsOf(Metacritic2016Trailing) },
  { dataset: '810teams-2017', columns: columnsOf(EightTen2017) },
  { dataset: 'vgchartz-2024', columns: columnsOf(Vgchartz2024) },
]

/** Schema of a raw row of any of the datasets; its columns decide which. */
export const VgsalesRow: v.GenericSchema<unknown, VgsalesRow> = v.lazy((row) => {
  if (has(row, 'console')) return Vgchartz2024
  if (has(row, 'Rating;')) return Metacritic2016Trailing
  if (has(row, 'Year_of_Release')) return Metacritic2016
  return has(row, 'Critic_Score') ? EightTen2017 : Kaggle2016
})

const has = (row: unknown, column: string): boolean => typeof row === 'object' && row !== null && column in row

/** Decodes the `\xNN` in a text as bytes of UTF-8. Bytes that are not valid become U+FFFD. */
function decodeEscapes(text: string): string {
  if (!text.includes('\\x')) return text
  const units = text.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  const decoded = new TextDecoder().decode(Uint8Array.from(units, (unit) => unit.charCodeAt(0)))
  return decoded.replace(/\\x[0-9a-f]?/g, '\ufffd')
}
