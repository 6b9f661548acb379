import { t } from 'elysia'
import { LabelShape, Whole } from '#src/wire/fields'

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
