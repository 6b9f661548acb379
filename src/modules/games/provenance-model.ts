import { t } from 'elysia'
import { SALES_COUNTS } from '#catalogue/record'
import { WordOf } from '#src/wire/fields'

const Claim = t.Object(
  {
    source: t.String({ description: 'Slug of the source' }),
    dataset: t.String({ description: 'Dataset of the source' }),
    key: t.String({ description: "The source's own key of the record" }),
    value: t.Unknown({ description: 'Value that the record states' }),
    licence: t.Nullable(t.String({ description: 'Licence of the source' })),
    rule: t.Optional(t.String({ description: 'Rule by which this claim lost, if it is not the rule of the field' })),
  },
  { title: 'Claim', description: 'A value that a source states' },
)
export type Claim = typeof Claim.static

/** Copies that `salesCopies` counts. */
export const SalesCounts = t.Object(
  {
    copies: t.Nullable(WordOf(SALES_COUNTS, 'Copies that are counted; null if the sources do not say, or differ')),
    platforms: t.Array(t.String(), {
      description: 'Slugs of the platforms whose copies are added up; empty for a figure of the whole game',
    }),
  },
  { description: 'Which copies `salesCopies` counts; null without them, and if a person states them' },
)

export const FieldProvenance = t.Object(
  {
    rule: t.String({ description: 'Rule that chose the value' }),
    winners: t.Array(Claim, { description: 'Records that state this value' }),
    losers: t.Array(Claim, { description: 'Records that state another value' }),
    disputed: t.Boolean({ description: 'True if a source states what contradicts the chosen value' }),
    counts: t.Optional(SalesCounts),
    lock: t.Optional(
      t.Object(
        {
          author: t.String({ description: 'Author of the override' }),
          reason: t.Nullable(t.String({ description: 'Reason' })),
          at: t.String({ format: 'date-time', description: 'Time of the override' }),
          value: t.Unknown({ description: 'Value that the override sets' }),
        },
        { description: 'Override by a person; it wins over every source until it is undone' },
      ),
    ),
  },
  { description: 'Provenance of one field' },
)
export type FieldProvenance = typeof FieldProvenance.static

const FIELD_NAMES =
  'Names are those of fields of Game and of overrides: `title`, `score.critics`, `ids`, `related`, `releases.<platform>`. The date ' +
  'and copies of one release are `releases.pc.released` and `releases.pc.salesCopies`; its region and edition, where it has ' +
  'them, are in brackets: `releases.wii[region=eu]`, `releases.pc[region=eu,edition=goty]`, with `%`, `,` and `]` in them ' +
  'percent-encoded.'

export const GameProvenance = t.Record(t.String(), FieldProvenance, {
  title: 'Provenance',
  description: `Provenance of each field of a game. ${FIELD_NAMES}`,
})
export type GameProvenance = typeof GameProvenance.static
