import * as v from 'valibot'

/**
 * A row of any list scraped from Metacritic: one game on one platform, with the unchanged text of its cells. A text is empty if
 * the list has no such column.
 *
 * Critic scores are 0 to 100, user scores 0 to `userBest`. The number of votes is the sum of the `...Votes` cells.
 */
export type MetacriticRow = {
  title: string
  platform: string
  released: string
  genre: string
  developer: string
  rating: string
  criticScore: string
  criticVotes: readonly string[]
  userScore: string
  userBest: 10 | 100
  userVotes: readonly string[]
}

const Cell = v.string()
const NO_VOTES: readonly string[] = []

/**
 * `metacritic.csv` by quirky-quark (repository `games` on GitHub), scraped from metacritic.com in 2020; no licence is stated.
 * 17,287 rows, delimiter `;`, CRLF, ASCII.
 * - titles end in a space; the user score has a decimal comma (`9,10`) or is `tbd`;
 * - the day in a date is padded with a space (`Sep  8, 1999`);
 * - `platform` was taken from the brackets after the title. In 60 rows the title itself has brackets: `platform` is a part of
 *   the title (`2003`, `Remake`, `Steam Edition`) and the real platform is lost.
 */
const List2020 = v.pipe(
  v.object({ title: Cell, crit_score: Cell, user_score: Cell, release_date: Cell, platform: Cell }),
  v.transform(
    (row): MetacriticRow => ({
      title: row.title,
      platform: row.platform,
      released: row.release_date,
      genre: '',
      developer: '',
      rating: '',
      criticScore: row.crit_score,
      criticVotes: NO_VOTES,
      userScore: row.user_score,
      userBest: 10,
      userVotes: NO_VOTES,
    }),
  ),
)

const criticVotes = { positive_critics: Cell, neutral_critics: Cell, negative_critics: Cell }
const userVotes = { positive_users: Cell, neutral_users: Cell, negative_users: Cell }

/**
 * `metacritic_games.csv` by prasertcbs (repository `basic-dataset` on GitHub): games of 2011 to 2019; no licence is stated.
 * 5,699 rows, delimiter `,`, CRLF, ASCII.
 * - user scores are 0 to 100, like critic scores; votes are in three cells each, all 0 if unknown;
 * - genre is the first word of a genre path, often a theme or a camera view (`Modern`, `Sci-Fi`, `3D`);
 * - some developers end in a space.
 */
const List2019 = v.pipe(
  v.object({
    game: Cell,
    platform: Cell,
    developer: Cell,
    genre: Cell,
    rating: Cell,
    release_date: Cell,
    metascore: Cell,
    user_score: Cell,
    ...criticVotes,
    ...userVotes,
  }),
  v.transform(
    (row): MetacriticRow => ({
      title: row.game,
      platform: row.platform,
      released: row.release_date,
      genre: row.genre,
      developer: row.developer,
      rating: row.rating,
      criticScore: row.metascore,
      criticVotes: [row.positive_critics, row.neutral_critics, row.negative_critics],
      userScore: row.user_score,
      userBest: 100,
      userVotes: [row.positive_users, row.neutral_users, row.negative_users],
    }),
  ),
)

/**
 * `metacritic.csv` by roi5676 (repository `VideoGameSales` on GitHub); neither date nor licence is stated. 11,530 rows,
 * delimiter `,`, CRLF, ASCII.
 * - platforms are written in full (`PlayStation 2`); there is no release date;
 * - a user score that does not exist yet is `tbd`; 48 rows appear twice;
 * - a developer cell may list several companies, once with a tab before the comma;
 * - genre as in `List2019`.
 */
const ListUndated = v.pipe(
  v.object({
    Name: Cell,
    Platform: Cell,
    Critic_Score: Cell,
    Critic_Count: Cell,
    User_Score: Cell,
    User_Count: Cell,
    Developer: Cell,
    Rating: Cell,
    Genre: Cell,
  }),
  v.transform(
    (row): MetacriticRow => ({
      title: row.Name,
      platform: row.Platform,
      released: '',
      genre: row.Genre,
      developer: row.Developer,
      rating: row.Rating,
      criticScore: row.Critic_Score,
      criticVotes: [row.Critic_Count],
      userScore: row.User_Score,
      userBest: 10,
      userVotes: [row.User_Count],
    }),
  ),
)

const columnsOf = (schema: { entries: Record<string, unknown> }): string[] => Object.keys(schema.entries)

/** The datasets of this source, each with the columns that its CSV file must have. */
export const METACRITIC_DATASETS = [
  { dataset: 'quirky-quark-2020', columns: columnsOf(List2020) },
  { dataset: 'prasertcbs-2019', columns: columnsOf(List2019) },
  { dataset: 'roi5676', columns: columnsOf(ListUndated) },
]

/** Schema of a raw row of any of the datasets; its columns decide which. */
export const MetacriticRow: v.GenericSchema<unknown, MetacriticRow> = v.lazy((row) => {
  if (has(row, 'crit_score')) return List2020
  return has(row, 'game') ? List2019 : ListUndated
})

const has = (row: unknown, column: string): boolean => typeof row === 'object' && row !== null && column in row
