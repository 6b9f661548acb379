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

const Genre = t.Object(
  {
    slug: t.String({ description: 'Name of the genre in addresses and filters' }),
    label: LabelShape('What people call it'),
    aliases: t.Array(t.String(), { description: 'Other words for it that sources use' }),
    games: Whole({ description: 'Games that belong to it' }),
  },
  { title: 'Genre', description: 'What kind of play a game is' },
)

export const GenreList = t.Object({ items: t.Array(Genre) }, { description: 'Every genre, by English label' })
export type GenreList = typeof GenreList.static

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

const Board = t.Object(
  {
    slug: t.String({ description: 'Name of the board in ratings' }),
    label: LabelShape('Full name'),
    area: LabelShape('Where its ratings hold'),
    aliases: t.Array(t.String(), { description: 'Other words for it that sources use, and boards it took over from' }),
    games: Whole({ description: 'Games it has rated' }),
  },
  { title: 'Board', description: 'Who rates games for ages' },
)

export const BoardList = t.Object({ items: t.Array(Board) }, { description: 'Every board, by slug' })
export type BoardList = typeof BoardList.static
