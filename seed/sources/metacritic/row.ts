import * as v from 'valibot'

/**
 * A row of any list scraped from Metacritic: one game on one platform, every cell as it stands there.
 *
 * Critics give 0 to 100, users 0 to `userBest`; the votes of each are the sum of the cells named.
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
 * `metacritic.csv` of quirky-quark (games on GitHub), scraped from metacritic.com in 2020; no licence is stated.
 * 17,287 rows, `;`, CRLF, ASCII.
 * - titles end in a space; the user score has a decimal comma (`9,10`) or is `tbd`;
 * - the day of a date is padded with a space (`Sep  8, 1999`);
 * - `platform` was taken from the brackets after a title: where the title itself had some, 60 rows hold a piece of it
 *   (`2003`, `Remake`, `Steam Edition`), and the true platform is lost.
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

const opinions = { positive_critics: Cell, neutral_critics: Cell, negative_critics: Cell }
const votes = { positive_users: Cell, neutral_users: Cell, negative_users: Cell }

/**
 * `metacritic_games.csv` of prasertcbs (basic-dataset on GitHub): games of 2011 to 2019; no licence is stated.
 * 5,699 rows, `,`, CRLF, ASCII.
 * - the user score is on the scale of the critics, 0 to 100; votes stand in three cells each, all 0 where unknown;
 * - genre is the first word of a path, often a theme or a view (`Modern`, `Sci-Fi`, `3D`);
 * - developers end in a space at times.
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
    ...opinions,
    ...votes,
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
 * `metacritic.csv` of roi5676 (VideoGameSales on GitHub); no date and no licence are stated. 11,530 rows, `,`, CRLF, ASCII.
 * - platforms are written in full (`PlayStation 2`); there is no date;
 * - `tbd` for a user score that is not yet there; 48 rows stand twice;
 * - a developer cell may list several, once with a tab before the comma;
 * - genre as above.
 */
const ListInFull = v.pipe(
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

/** The lists of this source by what they are called here, each with the columns it cannot do without. */
export const METACRITIC_DIALECTS = [
  { dataset: 'quirky-quark-2020', columns: columnsOf(List2020) },
  { dataset: 'prasertcbs-2019', columns: columnsOf(List2019) },
  { dataset: 'roi5676', columns: columnsOf(ListInFull) },
]

/** One record of theirs, told apart by its columns. */
export const MetacriticRow: v.GenericSchema<unknown, MetacriticRow> = v.lazy((row) => {
  if (has(row, 'crit_score')) return List2020
  return has(row, 'game') ? List2019 : ListInFull
})

const has = (row: unknown, column: string): boolean => typeof row === 'object' && row !== null && column in row
