import { t } from 'elysia'
import { KINDS, type Kind, PRECISIONS, type Precision } from '#catalogue/record'
import type { GameRow } from '#db/game/page-rows'
import { Whole, WordOf } from './fields'
import { type SlugsById, slugsOfIds } from './slug-cache'

/** Release date with its precision; `null` if unknown. */
export const Released = t.Nullable(
  t.Object({
    date: t.String({ format: 'date', description: 'First day of the period' }),
    precision: WordOf(PRECISIONS, 'Precision of the date'),
  }),
  { description: 'First release anywhere, as precisely as it is known' },
)
export type Released = typeof Released.static

const Scores = t.Nullable(
  t.Object({
    critics: t.Nullable(t.Number({ description: "Critics' score, 0 to 100" })),
    users: t.Nullable(t.Number({ description: "Players' score, 0 to 100" })),
    votes: t.Nullable(Whole({ description: 'Number of votes or reviews that the scores are based on' })),
  }),
  { description: 'Scores; null if no source has one' },
)

/** Members of a game's summary. */
export const SUMMARY = {
  id: t.String({ description: 'UUID of the game; never reused' }),
  slug: t.String({ description: 'Name of the game in URLs; stable' }),
  title: t.String({ description: 'Title, as the publisher writes it' }),
  kind: WordOf(KINDS, 'Kind of game'),
  year: t.Nullable(Whole({ description: 'Year of the first release anywhere' })),
  released: Released,
  platforms: t.Array(t.String(), { description: 'Slugs of its platforms' }),
  genres: t.Array(t.String(), { description: 'Slugs of its genres' }),
  score: Scores,
  salesCopies: t.Nullable(Whole({ description: 'Copies sold on all platforms together' })),
  popularity: t.Nullable(Whole({ description: 'Estimated number of people who played it' })),
}

/** Summary of a game, as lists and searches show it. */
export const GameSummary = t.Object(SUMMARY, { description: 'One game of the catalogue, in brief' })
export type GameSummary = typeof GameSummary.static

type SummaryColumns = Omit<GameRow, 'sortTitle' | 'total'>

/** Converts a row of the table of games to a summary. */
export const toSummary = (row: SummaryColumns, words: SlugsById): GameSummary => ({
  id: row.id,
  slug: row.slug,
  title: row.title,
  kind: row.kind satisfies Kind,
  year: row.year,
  released: toReleased(row.released, row.releasedPrecision),
  platforms: slugsOfIds(row.platformIds, words.platforms),
  genres: slugsOfIds(row.genreIds, words.genres),
  score: toScores(row),
  salesCopies: row.salesCopies,
  popularity: row.popularity,
})

/** Returns the date with its precision, or `null` if either is unknown. */
export const toReleased = (date: string | null, precision: Precision | null): Released =>
  date !== null && precision !== null ? { date, precision } : null

function toScores({
  scoreCritics: critics,
  scoreUsers: users,
  scoreVotes: votes,
}: SummaryColumns): GameSummary['score'] {
  return critics === null && users === null && votes === null ? null : { critics, users, votes }
}
