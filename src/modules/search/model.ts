import { t } from 'elysia'
import { FACETS } from '#db/search/engine'
import { RULE_NAMES, STEPS } from '#db/search/rules'
import { Cursor, NextCursor, PageSize, Typed, Whole, WordOf, WordsOf } from '#src/wire/fields'
import { FILTERS } from '#src/wire/game-filters'
import { SUMMARY } from '#src/wire/game-summary'

export const SearchQuery = t.Object({
  q: t.Optional(
    Typed('Words of a title, 1 to 200 characters; without it, every game that passes the filters is found'),
  ),
  ...FILTERS,
  facets: t.Optional(WordsOf(FACETS, 'Facets by which hits are counted')),
  explain: t.Optional(WordOf(['true', 'false'], '`true` adds to each hit why it has its score')),
  limit: t.Optional(PageSize),
  cursor: t.Optional(Cursor),
})
export type SearchQuery = typeof SearchQuery.static

const Hit = t.Object(
  {
    ...SUMMARY,
    relevance: t.Number({ description: 'Order of the hits; comparable within one response only' }),
    highlight: t.String({
      description: 'Title with the matching words between <em> and </em>, otherwise escaped as HTML',
    }),
    explanation: t.Optional(t.String({ description: 'Reason for its score; only with `explain=true`' })),
    scoring: t.Optional(
      t.Object(
        {
          step: WordOf(STEPS, 'Step of the search that found it'),
          rule: WordOf(RULE_NAMES, 'Rule by which it matches'),
          points: t.Number({ description: 'Points of the rule, and of a year or a platform at the end of the query' }),
          players: t.Number({ description: 'Estimated number of players; about 300 if it is unknown' }),
          playerPoints: t.Number({ description: 'Points that the players add' }),
        },
        { description: '`explanation` in parts' },
      ),
    ),
  },
  { title: 'Hit', description: 'Game that matches a search' },
)

const Counts = t.Array(
  t.Object({
    value: t.String({ description: 'Slug or year, as the filter of this name takes it' }),
    label: t.String({ description: 'Name, for people' }),
    count: Whole({ description: 'Number of games' }),
  }),
)

export const SearchPage = t.Object(
  {
    items: t.Array(Hit),
    total: t.Object({
      value: Whole({ description: 'Number of hits' }),
      exact: t.Boolean({ description: 'False if there are more hits than that' }),
    }),
    facets: t.Object(
      {
        platform: t.Optional(Counts),
        genre: t.Optional(Counts),
        year: t.Optional(Counts),
        company: t.Optional(Counts),
      },
      {
        description:
          'Counts of the facets asked for, the 20 largest first: of all games that match the words and pass all filters except those on the facet itself',
      },
    ),
    facetsExact: t.Boolean({ description: 'False if the counts are lower bounds, because too many games match' }),
    next: NextCursor,
    engine: WordOf(['elasticsearch', 'postgres'], 'Engine that answered'),
    degraded: t.Boolean({
      description: 'True if Elasticsearch is configured, but Postgres answered because Elasticsearch did not',
    }),
    confident: t.Boolean({
      description: 'False if the titles only resemble the words: show the hits as "did you mean"',
    }),
    tookMs: Whole({ description: 'Duration of the search in milliseconds' }),
  },
  { title: 'SearchPage', description: 'A page of games found' },
)
export type SearchPage = typeof SearchPage.static
