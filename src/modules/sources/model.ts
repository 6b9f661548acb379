import { t } from 'elysia'
import { Whole } from '#src/wire/fields'

const Source = t.Object(
  {
    slug: t.String({ description: 'Name of the source in filters and provenance' }),
    name: t.String({ description: 'Full name' }),
    kind: t.String({ description: 'How it is read' }),
    trust: Whole({ description: 'How far its values win over others, 0 to 100' }),
    licence: t.Object(
      {
        name: t.String({ description: 'Licence, as SPDX names it where it does' }),
        redistributable: t.Boolean({ description: 'Whether its values may be passed on' }),
        commercial: t.Boolean({ description: 'Whether they may be used commercially' }),
        attribution: t.Nullable(t.String({ description: 'What to write beside its values' })),
        url: t.Nullable(t.String({ description: 'Where to link' })),
      },
      { description: 'Under what terms its values travel' },
    ),
    games: Whole({ description: 'Games it speaks of' }),
  },
  { title: 'Source', description: 'Where values come from' },
)

export const SourceList = t.Object({ items: t.Array(Source) }, { description: 'Every source that was loaded' })
export type SourceList = typeof SourceList.static
