import { t } from 'elysia'
import { COMPARED_FIELDS } from '#catalogue/merge/disputes'
import { WORD_KINDS } from '#catalogue/vocabulary/mapped-words'
import { REVIEW_BANDS } from '#db/match/review-filter'
import { QUALITY_FIELDS } from '#db/quality/claims'
import { Whole, WordOf } from '#src/wire/fields'

/** Most unknown words of an answer. */
export const MOST_WORDS = 100

const share = (description: string) => t.Number({ minimum: 0, maximum: 1, description: `${description}, 0 to 1` })

const Completeness = t.Object(
  {
    field: WordOf(QUALITY_FIELDS, 'Field, under its name in Game and in overrides'),
    games: Whole({ description: 'Number of games of the sample for which a source states it' }),
    share: share('Share of the games of the sample'),
    sources: t.Array(
      t.Object({
        source: t.String({ description: 'Slug of a source' }),
        games: Whole({ description: 'Number of games of the sample for which this source states it' }),
        share: share('Share of the games of the sample that this source lists'),
      }),
      { description: 'Every source that lists a game of the sample, by slug' },
    ),
  },
  { title: 'Completeness', description: 'How often a field is stated' },
)

const Disagreement = t.Object(
  {
    field: WordOf(COMPARED_FIELDS, 'Field with a single value'),
    one: t.String({ description: 'Slug of a source' }),
    other: t.String({ description: 'Slug of another source, later in the alphabet' }),
    games: Whole({ description: 'Number of games of the sample for which both state it' }),
    differ: Whole({ description: 'Number of those for which their values contradict each other' }),
    share: share('`differ` as a share of `games`'),
  },
  { title: 'Disagreement', description: 'How often two sources contradict each other' },
)

const Wins = t.Object(
  {
    source: t.String({ description: 'Slug of a source' }),
    stated: Whole({ description: 'Number of fields of games of the sample that it states' }),
    won: Whole({ description: 'Number of those that it won: the game has its value, alone or with others' }),
    share: share('`won` as a share of `stated`'),
  },
  { title: 'Wins', description: 'How often the value of a source is that of the game' },
)

const Freshness = t.Object(
  {
    source: t.String({ description: 'Slug of the source' }),
    lastRun: t.Nullable(
      t.Object({
        id: Whole({ description: 'Id of the run' }),
        status: t.String({ description: 'Status of the run' }),
        startedAt: t.String({ format: 'date-time', description: 'Start of the run' }),
      }),
      { description: 'Its last run, finished or not; null if it has none' },
    ),
    loadedAt: t.Nullable(t.String({ description: 'End of its last finished run; null if none is finished' })),
    ageDays: t.Nullable(Whole({ description: 'Whole days since then' })),
  },
  { title: 'Freshness', description: 'When a source was loaded' },
)

export const Quality = t.Object(
  {
    madeAt: t.String({ format: 'date-time', description: 'Time at which the figures were read' }),
    sample: t.Object(
      {
        games: Whole({ description: 'Number of games whose records were read' }),
        of: Whole({ description: 'Number of games of the catalogue' }),
        whole: t.Boolean({ description: 'True if they are all games, and the figures exact' }),
      },
      { description: 'Games that completeness, disagreements and wins are figures of' },
    ),
    completeness: t.Array(Completeness, { description: 'Every field' }),
    disagreements: t.Array(Disagreement, {
      description: 'Pairs of sources that state one field, by field and sources',
    }),
    wins: t.Array(Wins, { description: 'Every source that states a field of a game of the sample, by slug' }),
    freshness: t.Array(Freshness, { description: 'Every source, by slug' }),
    doubts: t.Array(
      t.Object({
        band: WordOf(REVIEW_BANDS, 'Band of the match weight, as in /v1/review'),
        pairs: Whole({ description: 'Number of open review pairs' }),
      }),
      { description: 'Doubtful matches for a person to decide' },
    ),
    words: t.Object(
      {
        total: Whole({ description: 'Number of different unknown words' }),
        items: t.Array(
          t.Object({
            kind: WordOf(WORD_KINDS, 'What the word names'),
            word: t.String({ description: 'The word, as sources write it' }),
            records: Whole({ description: 'Number of records that had it' }),
            sources: t.Array(t.String(), { description: 'Slugs of the sources that had it, the most frequent first' }),
          }),
          { description: `The most frequent ones, at most ${MOST_WORDS}` },
        ),
      },
      {
        description:
          'Words that neither the vocabulary nor a person can name, as the last finished run of each dataset counted them',
      },
    ),
  },
  { title: 'Quality', description: 'How complete, consistent and fresh the catalogue is' },
)
export type Quality = typeof Quality.static
