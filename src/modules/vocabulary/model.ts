import { t } from 'elysia'
import { LabelShape, Whole } from '#src/wire/fields'

const Platform = t.Object(
  {
    slug: t.String({ description: 'Slug, used in filters' }),
    name: t.String({ description: 'Full name' }),
    label: LabelShape('Common name'),
    family: t.Nullable(t.String({ description: 'Family of platforms, such as `Atari` or `Home computer`' })),
    familyLabel: t.Nullable(LabelShape('Common name of its family')),
    generation: t.Nullable(Whole({ description: 'Generation of consoles or handhelds, from 1' })),
    aliases: t.Array(t.String(), { description: 'Other words for it that sources use' }),
    games: Whole({ description: 'Number of games that run on it' }),
  },
  { title: 'Platform', description: 'System that games run on' },
)

export const PlatformList = t.Object({ items: t.Array(Platform) }, { description: 'Every platform, sorted by name' })
export type PlatformList = typeof PlatformList.static

const Genre = t.Object(
  {
    slug: t.String({ description: 'Slug, used in filters' }),
    label: LabelShape('Common name'),
    aliases: t.Array(t.String(), { description: 'Other words for it that sources use' }),
    games: Whole({ description: 'Number of games of this genre' }),
  },
  { title: 'Genre', description: 'Kind of play' },
)

export const GenreList = t.Object({ items: t.Array(Genre) }, { description: 'Every genre, sorted by English label' })
export type GenreList = typeof GenreList.static

const Region = t.Object(
  {
    slug: t.String({ description: 'Slug, used in releases, where several are joined by `+`' }),
    label: LabelShape('Common name'),
    aliases: t.Array(t.String(), { description: 'Other words for it that sources use' }),
    games: Whole({ description: 'Number of games with a release in it' }),
  },
  { title: 'Region', description: 'Part of the world in which games are released' },
)

export const RegionList = t.Object({ items: t.Array(Region) }, { description: 'Every region, sorted by slug' })
export type RegionList = typeof RegionList.static

const Board = t.Object(
  {
    slug: t.String({ description: 'Slug, used in ratings' }),
    label: LabelShape('Full name'),
    area: LabelShape('Area that its ratings are for'),
    aliases: t.Array(t.String(), { description: 'Other words for it that sources use, and boards that it replaced' }),
    games: Whole({ description: 'Number of games it has rated' }),
  },
  { title: 'Board', description: 'Board that rates games by age' },
)

export const BoardList = t.Object({ items: t.Array(Board) }, { description: 'Every board, sorted by slug' })
export type BoardList = typeof BoardList.static
