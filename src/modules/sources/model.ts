import { t } from 'elysia'
import { Whole } from '#src/wire/fields'

const Source = t.Object(
  {
    slug: t.String({ description: 'Slug, used in filters and provenance' }),
    name: t.String({ description: 'Full name' }),
    kind: t.String({ description: 'Kind of source, such as `file` or `api`' }),
    trust: Whole({ description: 'Trust, 0 to 100: values of a source with more trust win' }),
    origin: t.String({ description: 'Name it shares with the sources it copies: together they count as one voice' }),
    salesCount: t.Nullable(
      t.Union([t.Literal('boxed'), t.Literal('all')], { description: 'Copies that its figures of sales count' }),
    ),
    licence: t.Object(
      {
        name: t.String({ description: 'Licence, by its SPDX identifier if it has one' }),
        redistributable: t.Boolean({ description: 'True if its values may be passed on' }),
        commercial: t.Boolean({ description: 'True if its values may be used commercially' }),
        attribution: t.Nullable(t.String({ description: 'Text to show beside its values' })),
        url: t.Nullable(t.String({ description: 'URL to link to' })),
      },
      { description: 'Terms under which its values may be used' },
    ),
    games: Whole({ description: 'Number of games with a record of this source' }),
  },
  { title: 'Source', description: 'Source of values' },
)

export const SourceList = t.Object({ items: t.Array(Source) }, { description: 'Every source that has been loaded' })
export type SourceList = typeof SourceList.static
