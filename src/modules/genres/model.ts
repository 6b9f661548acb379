import { t } from 'elysia'
import { LabelShape, Whole } from '#src/wire/fields'

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
