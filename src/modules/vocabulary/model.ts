import { t } from 'elysia'
import { LabelShape, Whole } from '#src/wire/fields'

const Platform = t.Object(
  {
    slug: t.String({ description: 'Name of the platform in filters' }),
    name: t.String({ description: 'Full name' }),
    label: LabelShape('Common name'),
    family: t.Nullable(t.String({ description: 'Family of platforms, such as `Atari` or `Home computer`' })),
    familyLabel: t.Nullable(LabelShape('Common name of its family')),
    generation: t.Nullable(Whole({ description: 'Generation of consoles or handhelds, from 1' })),
    aliases: t.Array(t.String(), { description: 'Other words for it that sources use' }),
    games: Whole({ description: 'Games that run on it' }),
  },
  { title: 'Platform', description: 'System that games run on' },
)

export const PlatformList = t.Object({ items: t.Array(Platform) }, { description: 'Every platform, by name' })
export type PlatformList = typeof PlatformList.static

const Genre = t.Object(
  {
    slug: t.String({ description: 'Name of the genre in filters' }),
    label: LabelShape('Common name'),
    aliases: t.Array(t.String(), { description: 'Other words for it that sources use' }),
    games: Whole({ description: 'Games that belong to it' }),
  },
  { title: 'Genre', description: 'Kind of play' },
)

export const GenreList = t.Object({ items: t.Array(Genre) }, { description: 'Every genre, by English label' })
export type GenreList = typeof GenreList.static

const Region = t.Object(
  {
    slug: t.String({ description: 'Name of the region in releases, where several are joined by `+`' }),
    label: LabelShape('Common name'),
    aliases: t.Array(t.String(), { description: 'Other words for it that sources use' }),
    games: Whole({ description: 'Games with a release in it' }),
  },
  { title: 'Region', description: 'Part of the world in which games are released' },
)

export const RegionList = t.Object({ items: t.Array(Region) }, { description: 'Every region, by slug' })
export type RegionList = typeof RegionList.static

const Board = t.Object(
  {
    slug: t.String({ description: 'Name of the board in ratings' }),
    label: LabelShape('Full name'),
    area: LabelShape('Area that its ratings are for'),
    aliases: t.Array(t.String(), { description: 'Other words for it that sources use, and boards that it replaced' }),
    games: Whole({ description: 'Games it has rated' }),
  },
  { title: 'Board', description: 'Board that rates games by age' },
)

export const BoardList = t.Object({ items: t.Array(Board) }, { description: 'Every board, by slug' })
export type BoardList = typeof BoardList.static
