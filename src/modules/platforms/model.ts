import { t } from 'elysia'
import { LabelShape, Whole } from '#src/wire/fields'

const Platform = t.Object(
  {
    slug: t.String({ description: 'Name of the platform in addresses and filters' }),
    name: t.String({ description: 'Full name' }),
    label: LabelShape('What people call it'),
    family: t.Nullable(t.String({ description: 'What it belongs to' })),
    familyLabel: t.Nullable(LabelShape('What people call its family')),
    generation: t.Nullable(Whole({ description: 'Of consoles and handhelds, from 1' })),
    aliases: t.Array(t.String(), { description: 'Other words for it that sources use' }),
    games: Whole({ description: 'Games that run on it' }),
  },
  { title: 'Platform', description: 'What games run on' },
)

export const PlatformList = t.Object({ items: t.Array(Platform) }, { description: 'Every platform, by name' })
export type PlatformList = typeof PlatformList.static
