import { t } from 'elysia'
import { CHANGE_KINDS } from '#db/change/table'
import { PageSize, Whole, WordOf } from '#src/wire/fields'

/**
 * Form of a position in the feed: a number without signature, because programs keep it for months, beyond a change of the secret.
 */
export const POSITION_PATTERN = '^(now|\\d{1,15})$'

export const ChangeQuery = t.Object({
  after: t.Optional(
    t.String({
      pattern: POSITION_PATTERN,
      examples: ['now'],
      description:
        'Position in the feed: `next` or a `cursor` of an earlier response, or `now` for the end (the start by default)',
    }),
  ),
  limit: t.Optional(PageSize),
})
export type ChangeQuery = typeof ChangeQuery.static

const GameRef = t.Object(
  {
    id: t.String({ description: 'UUID of the game; never reused' }),
    slug: t.Nullable(t.String({ description: 'Its slug; null if it is deleted' })),
  },
  { title: 'GameRef', description: 'Id and slug of a game' },
)

const Change = t.Object(
  {
    cursor: t.String({ description: 'Position in the feed: as `after` it gives the changes that follow' }),
    kind: WordOf(
      CHANGE_KINDS,
      'Kind of change: after `merged` and `deleted` the game no longer exists, after any other it has new values',
    ),
    game: GameRef,
    version: Whole({ description: 'Version of the game after the change' }),
    changedAt: t.String({
      format: 'date-time',
      description: 'Time of the change; the feed is in the order of `cursor`, not of time',
    }),
    into: t.Nullable(GameRef, { description: 'Game that a merged game became part of' }),
    from: t.Nullable(GameRef, { description: 'Game that a new game was split from' }),
    decision: t.Nullable(t.String({ description: 'Id of the decision of a person that caused it' })),
  },
  { title: 'Change', description: 'Change of a game' },
)
export type Change = typeof Change.static

export const ChangePage = t.Object(
  {
    items: t.Array(Change),
    next: t.String({ description: '`after` of the next page, also on the last page: use it to ask again later' }),
    more: t.Boolean({ description: 'True if there are more changes now' }),
  },
  { title: 'ChangePage', description: 'Changes of games, in the order in which they became visible' },
)
export type ChangePage = typeof ChangePage.static
