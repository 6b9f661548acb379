import { t } from 'elysia'
import { CELL_SORTS } from '#db/stats/cells'
import { STATS_DIMENSIONS } from '#db/stats/dimensions'
import { Digits } from '#src/http/digits'
import { Whole, WordOf } from '#src/wire/fields'
import { FILTERS } from '#src/wire/game-filters'

/** Dimensions, and pairs of two: a platform is of one family, so that these two would say no more than the platform. */
const GROUPINGS = STATS_DIMENSIONS.flatMap((first) => {
  const nested = first === 'platform' ? 'family' : first === 'family' ? 'platform' : first
  const others = STATS_DIMENSIONS.filter((second) => second !== first && second !== nested)
  return [first, ...others.map((second) => `${first},${second}`)]
})

/** Rows of an answer by default. */
export const ROWS = 1_000
/** Votes of the best game of a row by default, at least. */
export const BEST_VOTES = 10

export const StatsQuery = t.Object({
  by: t.String({
    pattern: `^(${GROUPINGS.join('|')})$`,
    description: `Dimensions of the rows: one of ${STATS_DIMENSIONS.join(', ')}, or two different ones separated by a comma, but not platform with family`,
    examples: ['year,platform'],
    openapi: { list: STATS_DIMENSIONS },
  }),
  ...FILTERS,
  sort: t.Optional(
    WordOf(
      CELL_SORTS,
      'Order: `key` by the values of `by`, ascending; the others by number of games, mean score or copies sold, highest first (`key` by default if `by` has year, critics, users or sales, else `-games`)',
    ),
  ),
  limit: t.Optional(
    Digits(
      { pattern: '^([1-9]\\d{0,3}|10000)$', minimum: 1, maximum: 10_000 },
      `Number of rows at most (${ROWS} by default); \`rows\` says how many there are`,
    ),
  ),
  bestVotes: t.Optional(
    Digits(
      { pattern: '^\\d{1,6}$', minimum: 0, maximum: 999_999 },
      `Votes that the \`best\` game of a row has at least (${BEST_VOTES} by default), if their number is known`,
    ),
  ),
})
export type StatsQuery = typeof StatsQuery.static

const Scores = (who: string) =>
  t.Nullable(
    t.Object({
      games: Whole({ description: 'Number of games that have such a score' }),
      mean: t.Number({ description: 'Mean of their scores, 0 to 100, each game counted once' }),
      median: t.Number({ description: 'Median of their scores, 0 to 100' }),
    }),
    { description: `${who} scores; null if no game has one` },
  )

const FIGURES = {
  games: Whole({ description: 'Number of games' }),
  critics: Scores("Critics'"),
  users: Scores("Players'"),
  sales: t.Nullable(
    t.Object({
      games: Whole({ description: 'Number of games whose copies are known' }),
      copies: Whole({ description: 'Copies of these games sold, together' }),
    }),
    {
      description:
        'Copies sold; null if unknown. By platform or family those of the releases there, else of the games as a whole',
    },
  ),
  best: t.Nullable(
    t.Object({
      slug: t.String({ description: 'Slug of the game' }),
      title: t.String({ description: 'Title' }),
      score: t.Number({ description: "Critics' score, 0 to 100" }),
      votes: t.Nullable(Whole({ description: 'Number of votes or reviews; null if unknown' })),
    }),
    {
      description:
        "Game with the highest critics' score that is not based on fewer than `bestVotes` votes; null if none has one",
    },
  ),
}

const word = (description: string) => t.Optional(t.Nullable(t.String({ description })))

const bin = (of: string) =>
  t.Optional(t.Nullable(Whole({ description: `Lowest figure of a bin of ${of}; null for games without one` })))

const StatsRow = t.Object(
  {
    year: t.Optional(t.Nullable(Whole({ description: 'Year of the first release anywhere; null if unknown' }))),
    platform: word('Slug of a platform; null for games without one'),
    family: word('Family of platforms, as in /v1/platforms; null for games without one'),
    genre: word('Slug of a genre; null for games without one'),
    company: word('Slug of a developer or publisher; null for games without one'),
    source: word('Slug of a source; null for games without one'),
    region: word('Slug of a region that it was released in; null for games of which no release names one'),
    criticsFrom: bin("critics' scores, of 5 points each, the last with 100"),
    usersFrom: bin("players' scores, of 5 points each, the last with 100"),
    salesFrom: bin(
      'copies sold everywhere: they begin at 0, and at 1, 2 and 5 of each power of ten from 1,000 to 100 million',
    ),
    ...FIGURES,
  },
  { title: 'StatsRow', description: 'Figures of the games with one value, or one pair of values, of `by`' },
)
export type StatsRow = typeof StatsRow.static

const StatsTotal = t.Object(FIGURES, {
  title: 'StatsTotal',
  description:
    'Figures of all games that pass the filters. A game counts in several rows, so the rows may add up to more',
})
export type StatsTotal = typeof StatsTotal.static

export const Stats = t.Object(
  {
    by: t.Array(WordOf(STATS_DIMENSIONS, 'A dimension'), { description: 'What the rows are grouped by, in order' }),
    items: t.Array(StatsRow, { description: 'The first rows in the order asked for' }),
    rows: Whole({ description: 'Number of all rows; if there are more than items, the rest was left out' }),
    total: StatsTotal,
  },
  { title: 'Stats', description: 'Statistics of games' },
)
export type Stats = typeof Stats.static
