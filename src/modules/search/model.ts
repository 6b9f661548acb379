import { t } from 'elysia'
import { FACETS } from '#db/search/engine'
import { Cursor, NextCursor, PageSize, Whole, WordOf, WordsOf } from '#src/wire/fields'
import { FILTERS } from '#src/wire/game-filters'
import { GameSummary } from '#src/wire/game-summary'

export const SearchQuery = t.Object({
  q: t.String({
    minLength: 1,
    maxLength: 200,
    pattern: '^[^\\u0000]*\\S[^\\u0000]*$',
    description: 'Words of a title, as people type them, 1 to 200 characters',
  }),
  ...FILTERS,
  facets: t.Optional(WordsOf(FACETS, 'What to count the hits by')),
  explain: t.Optional(WordOf(['true', 'false'], 'Whether to say why each hit stands where it does')),
  limit: t.Optional(PageSize),
  cursor: t.Optional(Cursor),
})
export type SearchQuery = typeof SearchQuery.static

const { score: scores, ...summary } = GameSummary.properties

const Hit = t.Object(
  {
    ...summary,
    scores,
    score: t.Number({ description: 'How well it fits; comparable within one answer only' }),
    highlight: t.String({ description: 'Title with the words found between <em> and </em>, all else escaped as HTML' }),
    explanation: t.Optional(t.String({ description: 'Why it stands where it does; with `explain=true`' })),
  },
  { title: 'Hit', description: 'A game that was found' },
)

const Counts = t.Array(t.Object({ value: t.String(), count: Whole({ description: 'Games' }) }))

export const SearchPage = t.Object(
  {
    items: t.Array(Hit),
    total: t.Object({
      value: Whole({ description: 'Hits' }),
      exact: t.Boolean({ description: 'False where there are more than that' }),
    }),
    facets: t.Object(
      {
        platform: t.Optional(Counts),
        genre: t.Optional(Counts),
        year: t.Optional(Counts),
        company: t.Optional(Counts),
      },
      { description: 'The facets asked for, largest first' },
    ),
    next: NextCursor,
    engine: WordOf(['elasticsearch', 'postgres'], 'Who answered'),
    degraded: t.Boolean({ description: 'Elasticsearch is configured and does not answer' }),
    confident: t.Boolean({ description: 'False where only distant likenesses were found: ask "did you mean"' }),
    tookMs: Whole({ description: 'Milliseconds the search took' }),
  },
  { title: 'SearchPage', description: 'A page of games found' },
)
export type SearchPage = typeof SearchPage.static
