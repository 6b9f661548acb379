import { t } from 'elysia'
import { COMPANY_ROLES } from '#catalogue/record'
import { Whole, WordOf } from '#src/wire/fields'
import { Released, SUMMARY } from '#src/wire/game-summary'

const { id: _, slug: __, ...described } = SUMMARY

const nullableText = (description: string) => t.Nullable(t.String({ description }))

const PlannedGame = t.Object(
  {
    slug: nullableText('Slug of the game; null for one that the decision would create'),
    records: Whole({ description: 'Number of its records' }),
    ...described,
    summary: nullableText('Short description'),
    website: nullableText('URL of its own website'),
    cover: t.Nullable(t.Object({ url: t.String(), source: nullableText('Slug of the source') }), {
      description: 'Link to an image of its cover',
    }),
    releases: t.Array(
      t.Object({
        platform: t.String({ description: 'Slug of the platform' }),
        region: nullableText('Region, as in Game'),
        edition: nullableText('Edition, if it is a special one'),
        released: Released,
        salesCopies: t.Nullable(Whole({ description: 'Copies of this release sold' })),
      }),
    ),
    companies: t.Array(
      t.Object({ slug: t.String(), name: t.String(), role: t.Nullable(WordOf(COMPANY_ROLES, 'Role of the company')) }),
    ),
    series: t.Array(t.Object({ slug: t.String(), name: t.String() }), { description: 'Series it belongs to' }),
    ratings: t.Array(t.Object({ board: t.String(), rating: t.String() }), { description: 'Age ratings' }),
    ids: t.Array(t.Object({ source: t.String(), id: t.String() }), { description: 'Ids of the game' }),
    alternativeNames: t.Array(t.String()),
  },
  { title: 'PlannedGame', description: 'A game as it is or would be, with members as in Game' },
)
export type PlannedGame = typeof PlannedGame.static

export const DecisionPreview = t.Object(
  {
    before: t.Array(PlannedGame, { description: 'The games that the decision concerns, as they are' }),
    after: t.Array(PlannedGame, { description: 'The games that it would make of them' }),
  },
  { title: 'DecisionPreview', description: 'Effect of a decision that has not been made' },
)
export type DecisionPreview = typeof DecisionPreview.static
