import { t } from 'elysia'
import { RELATIONS } from '#catalogue/relation'
import { SORTS } from '#db/game/queries'
import { Cursor, NextCursor, PageSize, Whole, WordOf, WordsOf } from '#src/wire/fields'
import { FILTERS } from '#src/wire/game-filters'
import { GameSummary, Released, SUMMARY } from '#src/wire/game-summary'

/** The members of a summary a client may ask for alone; `id` and `slug` always come. */
export const SUMMARY_FIELDS = Object.keys(SUMMARY)

export const GameListQuery = t.Object({
  ...FILTERS,
  sort: t.Optional(WordOf(SORTS, 'Order, `title` when absent; what is unknown comes last')),
  limit: t.Optional(PageSize),
  cursor: t.Optional(Cursor),
  fields: t.Optional(WordsOf(SUMMARY_FIELDS, 'Members to send, all when absent')),
})
export type GameListQuery = typeof GameListQuery.static

// Not checked on the way out: with `fields` an item holds a part of a summary, which the documentation says and the type
// of the client need not. Tests check these pages against the documentation.
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
    },
    { title: 'GamePage', description: 'A page of games' },
  ),
)
export type GamePage = typeof GamePage.static

export const GameParams = t.Object({
  slug: t.String({
    minLength: 1,
    maxLength: 300,
    pattern: '^[^/\\u0000-\\u001f]+$',
    description: 'Slug or id of a game',
  }),
})

export const GameQuery = t.Object({
  include: t.Optional(WordOf(['provenance'], 'What to send besides')),
})
export type GameQuery = typeof GameQuery.static

export const SimilarQuery = t.Object({ limit: t.Optional(PageSize) })
export type SimilarQuery = typeof SimilarQuery.static

const SimilarGame = t.Object(
  {
    ...SUMMARY,
    similarity: t.Number({ minimum: 0, maximum: 1, description: 'How much the two have in common, 0 to 1' }),
    because: t.Array(t.String(), { description: 'What they have in common, in words, the most telling first' }),
  },
  { title: 'SimilarGame', description: 'A game like another' },
)

export const SimilarList = t.Object(
  { items: t.Array(SimilarGame) },
  { title: 'SimilarList', description: 'Games like another, the most similar first' },
)
export type SimilarList = typeof SimilarList.static

const Claim = t.Object(
  {
    source: t.String({ description: 'Slug of the source' }),
    dataset: t.String({ description: 'Which of its data sets' }),
    key: t.String({ description: "The source's own key of the record" }),
    value: t.Unknown({ description: 'What it states' }),
    licence: t.Nullable(t.String({ description: 'Licence of the source' })),
  },
  { title: 'Claim', description: 'A value that a source states' },
)
export type Claim = typeof Claim.static

const FieldProvenance = t.Object(
  {
    rule: t.String({ description: 'The rule that decided' }),
    winners: t.Array(Claim, { description: 'Whose value it is' }),
    losers: t.Array(Claim, { description: 'Who states something else' }),
    lock: t.Optional(
      t.Object(
        {
          author: t.String({ description: 'Who fixed it' }),
          reason: t.Nullable(t.String({ description: 'Why' })),
          at: t.String({ format: 'date-time', description: 'When' }),
          value: t.Unknown({ description: 'To what' }),
        },
        { description: 'The value a person gave; it wins over every source until it is taken back' },
      ),
    ),
  },
  { description: 'Why a member has its value' },
)
export type FieldProvenance = typeof FieldProvenance.static

const MEMBERS =
  'Names are those of members of Game and of overrides: `title`, `score.critics`, `ids`, `related`, `releases.<platform>`. The date ' +
  'and copies of one release are `releases.pc.released` and `releases.pc.salesCopies`; its region and edition, where it has ' +
  'them, are in brackets: `releases.wii[region=eu]`, `releases.pc[region=eu,edition=goty]`, with `%`, `,` and `]` in them ' +
  'percent-encoded.'

export const GameProvenance = t.Record(t.String(), FieldProvenance, {
  title: 'Provenance',
  description: `Why each member of a game has its value. ${MEMBERS}`,
})
export type GameProvenance = typeof GameProvenance.static

export const GameRecords = t.Object(
  {
    items: t.Array(
      t.Object({
        source: t.String({ description: 'Slug of the source' }),
        dataset: t.String({ description: 'Which of its data sets' }),
        key: t.String({ description: "The source's own key of the record" }),
        score: t.Number({ description: 'How strongly it is bound to the game, in bits; 0 for its first record' }),
        evidence: t.Array(
          t.Object({
            field: t.String({ description: 'What was compared' }),
            says: t.String({ description: 'What came out' }),
            weight: t.Number({ description: 'What that is worth, in bits' }),
          }),
          { description: 'Why it belongs there' },
        ),
        removedAt: t.Nullable(t.String({ description: 'Since when its source lists it no longer' })),
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
    summary: nullableText('What it is about'),
    website: nullableText('Its own site'),
    cover: t.Nullable(t.Object({ url: t.String(), source: nullableText('Slug of the source') }), {
      description: 'A link to a picture of its cover; never a copy',
    }),
    releases: t.Array(
      t.Object({
        platform: t.String({ description: 'Slug of the platform' }),
        region: nullableText(
          'Region, where the source names one: na, eu, jp, kr, cn, au and the like, several joined by +',
        ),
        edition: nullableText('Edition, where it is a special one'),
        released: Released,
        salesCopies: t.Nullable(Whole({ description: 'Copies of this release sold' })),
      }),
    ),
    companies: t.Array(
      t.Object({ slug: t.String(), name: t.String(), role: WordOf(['developer', 'publisher'], 'What it did') }),
    ),
    series: t.Array(t.Object({ slug: t.String(), name: t.String() }), { description: 'Series it belongs to' }),
    ratings: t.Array(t.Object({ board: t.String(), rating: t.String() }), {
      description: 'Ages it is rated for, by esrb, pegi, usk and other boards: /v1/boards lists them',
    }),
    ids: t.Array(t.Object({ source: t.String(), id: t.String(), url: nullableText('Its page there') }), {
      description: 'The same game elsewhere',
    }),
    related: t.Array(
      t.Object({
        slug: t.String({ description: 'Slug of the other game' }),
        relation: WordOf(RELATIONS, 'What this game is to the other: `dlc_of` its game, `has_dlc` of its own'),
      }),
      { description: 'Works of their own that belong to it or it to them, by relation, then slug' },
    ),
    alternativeNames: t.Array(t.String()),
    attribution: t.Array(t.Object({ source: t.String(), text: t.String(), url: nullableText('Where to link') }), {
      description: 'Whom to name when showing this game',
    }),
    provenance: t.Optional(
      t.Record(t.String(), FieldProvenance, {
        description: 'Why each member has its value, as in Provenance; with `include=provenance`',
      }),
    ),
  },
  { title: 'Game', description: 'One game of the catalogue' },
)
export type Game = typeof Game.static
