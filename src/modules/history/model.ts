import { t } from 'elysia'
import { HISTORY_KINDS } from '#db/decision/game-history'
import { Decision } from '#src/wire/decision'
import { Cursor, PageSize, pageShape, WordOf } from '#src/wire/fields'

export const HistoryQuery = t.Object({ limit: t.Optional(PageSize), cursor: t.Optional(Cursor) })
export type HistoryQuery = typeof HistoryQuery.static

const slug = (description: string) => t.Nullable(t.String({ description }))

// A title of its own: the document has one schema for each title.
const HistoryDecision = t.Omit(Decision, ['rules', 'lock', 'word'], {
  title: 'HistoryDecision',
  description: 'Decision of a person, without its rules, override and word',
})

const HistoryEvent = t.Object(
  {
    at: t.String({ format: 'date-time', description: 'Time of the event' }),
    kind: WordOf(
      HISTORY_KINDS,
      '`created`: `game` was created; `merged`: it was merged into `other`; `split`: it came out of `other`; `decided`: a person decided about a record of this game',
    ),
    game: slug('Slug of the game that the event happened to; null for a decision, and for a game that was deleted'),
    other: slug('Slug of the game that it was merged into or came out of; null if there is none'),
    decision: t.Nullable(HistoryDecision, {
      description: 'Decision that was made, or that caused the event; null if a load did',
    }),
  },
  { title: 'HistoryEvent', description: 'Event that made a game what it is' },
)
export type HistoryEvent = typeof HistoryEvent.static

export const HistoryPage = pageShape(HistoryEvent, {
  title: 'HistoryPage',
  description: 'Events that made a game what it is, newest first',
})
export type HistoryPage = typeof HistoryPage.static
