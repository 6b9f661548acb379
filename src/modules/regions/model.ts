import { t } from 'elysia'
import { LabelShape, Whole } from '#src/wire/fields'

const Region = t.Object(
  {
    slug: t.String({ description: 'Name of the region in releases, where several are joined by `+`' }),
    label: LabelShape('What people call it'),
    aliases: t.Array(t.String(), { description: 'Other words for it that sources use' }),
    games: Whole({ description: 'Games with a release stated for it' }),
  },
  { title: 'Region', description: 'A part of the world in which games are released' },
)

export const RegionList = t.Object({ items: t.Array(Region) }, { description: 'Every region, by slug' })
export type RegionList = typeof RegionList.static
