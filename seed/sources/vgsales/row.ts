import * as v from 'valibot'

/**
 * A row of any list of the VGChartz family: one game on one platform, every cell as it stands there.
 *
 * `sales` is in millions of copies, worldwide; `criticBest` is the best score critics can give (10 or 100), users give 0 to 10.
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
 * (gregorut/videogamesales); no licence is stated with the copies. 16,598 rows, UTF-8, LF.
 * - `N/A` for an unknown year or publisher, `Unknown` for publishers too;
 * - platforms are VGChartz codes (`2600`, `NG`, `SCD`);
 * - `(JP sales)`, `(US weekly sales)`, `(sales, but wrong system)` after a title are notes about the figures, not the title;
 * - a game counted in two ways has two rows; two rows share name, platform and year.
 */
const Kaggle2016 = v.pipe(
  v.object({ ...sales2016, Year: Cell }),
  v.transform((row): VgsalesRow => ({ ...salesOf(row), year: row.Year, ...unscored })),
)

const metacritic2016 = { ...sales2016, ...scores2016, Year_of_Release: Cell, Developer: Cell }

/**
 * `Video_Games_Sales_as_at_22_Dec_2016.csv`: the above joined with scores of Metacritic by Rush Kirubi (Kaggle
 * rush4ratio/video-game-sales-with-ratings); no licence is stated with the copies. 16,719 rows. Its copies differ:
 * - `tbd` for a user score that is not yet there; in one copy `N/A`, `tbd` and `Unknown` are blank;
 * - one copy separates by `;`, has a decimal comma and CRLF;
 * - one was saved by Excel for Mac: CR, and letters beyond ASCII read wrongly twice, some of them lost for good;
 * - in one every `;` became `,`: `Steins;Gate` takes two cells and all others stand one to the right;
 * - two rows have no name; one game of 2009 is dated 2020; two copies misspell a publisher; a developer cell may list several.
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
 * A copy of the same in which every line ends in `;`, the header too, and all quotes are gone: 644 rows with a comma in a
 * cell have 17 to 19 cells. `repair.ts` puts them together again.
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

/** `GB` and `XB` after the letter B was stripped from their ends; `GBA` and `GBC` do not end in it. */
const WITHOUT_B: Record<string, string> = { G: 'GB', X: 'XB' }

/**
 * A newer scrape, 2017, cleaned by 810Teams (video-game-sales on GitHub); no licence is stated. 17,416 rows, ASCII, LF.
 * - numbers are floats (`2006.0`, `51.0`);
 * - names are Python bytes printed as text, then stripped of the letter b and of quotes: `Pok\xc3\xa9mon`, `The Clu`, `Tony
 *   Hawks`. The escapes can be undone; a lost final b (about 30 titles) or apostrophe (about 700) cannot be seen in a row;
 * - platforms were stripped likewise.
 */
const EightTen2017 = v.pipe(
  v.object({ ...sales2016, ...scores2016, Year: Cell, Rating: Cell }),
  v.transform(
    (row): VgsalesRow => ({
      ...salesOf(row),
      ...scoresOf(row),
      name: decodeEscapes(row.Name),
      platform: WITHOUT_B[row.Platform] ?? row.Platform,
      year: row.Year,
      developer: '',
      rating: row.Rating,
    }),
  ),
)

/**
 * `vgchartz-2024.csv`, joined and cut to games of the console war by JPG250493 (EDA_Guerra_de_consolas on GitHub) out of a
 * scrape of vgchartz.com of 2024; no licence is stated. 20,666 rows, UTF-8, LF.
 * - `release_date` is a year as float (`2006.00`); `total_sales` of `0.00` is under 5,000 copies or unknown;
 * - critics give 0 to 10; `console` also holds shops (`PSN`, `XBL`);
 * - the column `Brand ` ends in a space; 95 games stand on one console twice.
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

/** The lists of this source by what they are called here, each with the columns it cannot do without. */
export const VGSALES_DIALECTS = [
  { dataset: 'kaggle-2016', columns: columnsOf(Kaggle2016) },
  { dataset: 'metacritic-2016', columns: columnsOf(Metacritic2016) },
  { dataset: 'metacritic-2016', columns: columnsOf(Metacritic2016Trailing) },
  { dataset: '810teams-2017', columns: columnsOf(EightTen2017) },
  { dataset: 'vgchartz-2024', columns: columnsOf(Vgchartz2024) },
]

/** One record of theirs, told apart by its columns. */
export const VgsalesRow: v.GenericSchema<unknown, VgsalesRow> = v.lazy((row) => {
  if (has(row, 'console')) return Vgchartz2024
  if (has(row, 'Rating;')) return Metacritic2016Trailing
  if (has(row, 'Year_of_Release')) return Metacritic2016
  return has(row, 'Critic_Score') ? EightTen2017 : Kaggle2016
})

const has = (row: unknown, column: string): boolean => typeof row === 'object' && row !== null && column in row

/** Text whose `\xNN` are bytes of UTF-8; where they are not valid, U+FFFD says that letters are lost. */
function decodeEscapes(text: string): string {
  if (!text.includes('\\x')) return text
  const units = text.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  const decoded = new TextDecoder().decode(Uint8Array.from(units, (unit) => unit.charCodeAt(0)))
  return decoded.replace(/\\x[0-9a-f]?/g, '\ufffd')
}
