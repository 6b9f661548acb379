import { t } from 'elysia'
import { COMPANY_ROLES } from '#catalogue/record'
import { RELATIONS } from '#catalogue/relation'
import { REASON_KINDS } from '#catalogue/similar/reasons'
import { SORTS } from '#db/game/order'
import { Cursor, NextCursor, PageSize, Whole, WordOf, WordsOf } from '#src/wire/fields'
import { FILTERS } from '#src/wire/game-filters'
import { GameSummary, Released, SUMMARY } from '#src/wire/game-summary'
import { FieldProvenance, SalesCounts } from './provenance-model'

/** Members of a summary that `fields` may list; `id` and `slug` are always sent. */
export const SUMMARY_FIELDS = Object.keys(SUMMARY)

export const GameListQuery = t.Object({
  ...FILTERS,
  sort: t.Optional(
    WordOf(
      SORTS,
      "Order (`title` by default); unknown values come last, and `-score` is by the lower confidence bound of the critics' score",
    ),
  ),
  limit: t.Optional(PageSize),
  cursor: t.Optional(Cursor),
  fields: t.Optional(WordsOf(SUMMARY_FIELDS, 'Members to send (all by default)')),
})
export type GameListQuery = typeof GameListQuery.static

// The response is not validated: with `fields` an item is a part of a summary. The OpenAPI document says so, the type of the
// client does not need to. Tests check these pages against the document.
export const GamePage = t.NoValidate(
  t.Object(
    {
      items: t.Array(
        t.Object(SUMMARY, {
          title: 'GameSummary',
          description: 'One game of the catalogue, in brief; with `fields` a part of that',
          openapi: { required: ['id', 'slug'] },
        }),
      ),
      next: NextCursor,
      total: t.Object({
        value: Whole({ description: 'Number of games that pass the filters' }),
        exact: t.Boolean({
          description: 'False if the number is an estimate; on the last page it is the number of games on all pages',
        }),
      }),
    },
    { title: 'GamePage', description: 'A page of games' },
  ),
)
export type GamePage = typeof GamePage.static

export const GameQuery = t.Object({
  include: t.Optional(WordOf(['provenance'], 'Further members to send')),
})
export type GameQuery = typeof GameQuery.static

export const RecordsQuery = t.Object({
  include: t.Optional(WordOf(['values'], 'Further members of the records to send')),
})
export type RecordsQuery = typeof RecordsQuery.static

export const SimilarQuery = t.Object({ limit: t.Optional(PageSize) })
export type SimilarQuery = typeof SimilarQuery.static

const SimilarGame = t.Object(
  {
    ...SUMMARY,
    similarity: t.Number({
      minimum: 0,
      maximum: 1,
      description: 'Measure of what the two games have in common, 0 to 1',
    }),
    because: t.Array(t.String(), { description: 'What they have in common, in words, the most important first' }),
    shared: t.Array(
      t.Object({
        kind: WordOf(
          REASON_KINDS,
          'Kind of what they share; `name`: the title up to its first number or subtitle, `word`: words of the title',
        ),
        count: Whole({ minimum: 1, description: 'Number of what they share of this kind' }),
      }),
      { description: '`because` in parts' },
    ),
  },
  { title: 'SimilarGame', description: 'A game similar to another' },
)

export const SimilarList = t.Object(
  { items: t.Array(SimilarGame) },
  { title: 'SimilarList', description: 'Games similar to another, the most similar first' },
)
export type SimilarList = typeof SimilarList.static

export const GameRecords = t.Object(
  {
    items: t.Array(
      t.Object({
        source: t.String({ description: 'Slug of the source' }),
        dataset: t.String({ description: 'Dataset of the source' }),
        key: t.String({ description: "The source's own key of the record" }),
        score: t.Number({ description: 'Match weight that links it to the game, in bits; 0 for its first record' }),
        evidence: t.Array(
          t.Object({
            field: t.String({ description: 'Field that was compared' }),
            says: t.String({ description: 'Result of the comparison, in words' }),
            weight: t.Number({ description: 'Match weight of the result, in bits' }),
          }),
          { description: 'Comparisons that link it to the game' },
        ),
        removedAt: t.Nullable(
          t.String({ description: 'Time at which it was found missing from its source; null if it is listed' }),
        ),
        values: t.Optional(
          t.Record(t.String(), t.Unknown(), {
            description:
              'What the record states, cleaned and in words of the vocabulary; `unknown` has words that it did not know; only with `include=values`',
          }),
        ),
        licence: t.Optional(
          t.String({ description: 'Licence of the source, under which its values are; only with `include=values`' }),
        ),
      }),
    ),
  },
  { title: 'GameRecords', description: 'The records of a game, oldest first' },
)
export type GameRecords = typeof GameRecords.static

const nullableText = (description: string) => t.Nullable(t.String({ description }))

export const Game = t.Object(
  {
    ...GameSummary.properties,
    summary: nullableText('Short description'),
    website: nullableText('URL of its own website'),
    cover: t.Nullable(t.Object({ url: t.String(), source: nullableText('Slug of the source') }), {
      description: 'Link to an image of its cover; never a copy',
    }),
    releases: t.Array(
      t.Object({
        platform: t.String({ description: 'Slug of the platform' }),
        region: nullableText(
          'Region, if the source names one: slugs of /v1/regions such as na and eu, several joined by +',
        ),
        edition: nullableText('Edition, if it is a special one'),
        released: Released,
        salesCopies: t.Nullable(Whole({ description: 'Copies of this release sold' })),
      }),
    ),
    salesCounts: t.Nullable(SalesCounts),
    companies: t.Array(
      t.Object({
        slug: t.String(),
        name: t.String(),
        role: t.Nullable(
          WordOf(
            COMPANY_ROLES,
            'Role of the company; null if no source says which, or if it made only an edition or a port',
          ),
        ),
      }),
    ),
    series: t.Array(t.Object({ slug: t.String(), name: t.String() }), { description: 'Series it belongs to' }),
    ratings: t.Array(t.Object({ board: t.String(), rating: t.String() }), {
      description: 'Age ratings, by esrb, pegi, usk and other boards: /v1/boards lists them',
    }),
    ids: t.Array(
      t.Object({ source: t.String(), id: t.String(), url: nullableText('URL of its page there, if known') }),
      {
        description: 'Ids of the game, each with its id space: a source, or a shop or database such as `steam`',
      },
    ),
    related: t.Array(
      t.Object({
        slug: t.String({ description: 'Slug of the other game' }),
        relation: WordOf(
          RELATIONS,
          'Relation of this game to the other: `dlc_of` if the other is its base game, `has_dlc` if the other is its DLC',
        ),
      }),
      { description: 'Related games, sorted by relation, then slug' },
    ),
    alternativeNames: t.Array(t.String()),
    attribution: t.Array(t.Object({ source: t.String(), text: t.String(), url: nullableText('URL to link to') }), {
      description: 'Sources to name when this game is shown',
    }),
    unlistedSince: t.Nullable(
      t.String({ format: 'date', description: 'Day on which its last source stopped listing it' }),
    ),
    provenance: t.Optional(
      t.Record(t.String(), FieldProvenance, {
        description: 'Provenance of each field, as in Provenance; only with `include=provenance`',
      }),
    ),
  },
  { title: 'Game', description: 'One game of the catalogue' },
)
export type Game = typeof Game.static
