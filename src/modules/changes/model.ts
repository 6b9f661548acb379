import { t } from 'elysia'
import { CHANGE_KINDS } from '#db/change/table'
import { PageSize, Whole, WordOf } from '#src/wire/fields'

export const ChangeQuery = t.Object({
  after: t.Optional(
    t.String({
      description:
        'Place in the feed: `next` or a `cursor` of an answer before; `now` for its end, its beginning if absent',
    }),
  ),
  limit: t.Optional(PageSize),
})
export type ChangeQuery = typeof ChangeQuery.static

const GameRef = t.Object(
  {
    id: t.String({ description: 'UUID of the game; never reused' }),
    slug: t.Nullable(t.String({ description: 'Its slug; null once it is deleted' })),
  },
  { title: 'GameRef', description: 'A game by its names' },
)

const Change = t.Object(
  {
    cursor: t.String({ description: 'Its place in the feed: as `after` it leads to what came next' }),
    kind: WordOf(
      CHANGE_KINDS,
      'What happened: `merged` and `deleted` ended the game; after any other it lives, with new values',
    ),
    game: GameRef,
    version: Whole({ description: 'Version of the game since then' }),
    changedAt: t.String({ format: 'date-time', description: 'When; the order is that of the places' }),
    into: t.Nullable(GameRef, { description: 'Where a merged game went' }),
    from: t.Nullable(GameRef, { description: 'What a game that was split off came out of' }),
    decision: t.Nullable(t.String({ description: 'Id of the decision of a person that it came from' })),
  },
  { title: 'Change', description: 'What happened to a game' },
)
export type Change = typeof Change.static

export const ChangePage = t.Object(
  {
    items: t.Array(Change),
    next: t.String({ description: '`after` of the next page, on the last one too: ask with it again later' }),
    more: t.Boolean({ description: 'Whether the next page holds anything already' }),
  },
  { title: 'ChangePage', description: 'Changes of games in the order in which they could be seen' },
)
export type ChangePage = typeof ChangePage.static
