import { t } from 'elysia'
import { DECISION_KINDS } from '#db/decision/table'
import { Decision, RecordRef } from '#src/wire/decision'
import { Cursor, PageSize, pageShape, Uuid, WordOf, WordsOf } from '#src/wire/fields'
import { GameSlug } from '#src/wire/game-params'
import { Instant } from '#src/wire/instant'

export const DecisionParams = t.Object({ id: Uuid('Id of a decision') })

const STATES = ['active', 'undone'] as const

export const DecisionListQuery = t.Object({
  game: t.Optional(GameSlug),
  author: t.Optional(
    t.String({
      minLength: 1,
      maxLength: 300,
      pattern: '^[^\\u0000-\\u001f\\ufffd]+$',
      description:
        'Made by this author, as `author` shows it; any text, because the names of authors are those of tokens: a page is empty if the author has decided nothing',
      examples: ['cli'],
    }),
  ),
  kind: t.Optional(WordsOf(DECISION_KINDS, 'Kind of decision')),
  state: t.Optional(WordOf(STATES, 'Only active decisions, or only undone ones')),
  since: t.Optional(Instant('Made at or after this instant')),
  limit: t.Optional(PageSize),
  cursor: t.Optional(Cursor),
})
export type DecisionListQuery = typeof DecisionListQuery.static

const NamedRecord = t.Object(
  {
    ...RecordRef.properties,
    title: t.Nullable(t.String({ description: 'Title in the record; null if the record is not loaded' })),
    game: t.Nullable(t.String({ description: 'Slug of the game it belongs to now; null if it belongs to none' })),
  },
  { title: 'NamedRecord', description: 'A record that a decision names, as the catalogue has it now' },
)

export const ListedDecision = t.Object(
  {
    ...Decision.properties,
    records: t.Array(NamedRecord, { description: 'Records that `rules` and `lock` name, each once' }),
  },
  { title: 'ListedDecision', description: 'Decision of a person, with the titles and games of its records' },
)
export type ListedDecision = typeof ListedDecision.static

export const DecisionPage = pageShape(ListedDecision, {
  title: 'DecisionPage',
  description: 'Decisions, newest first; undone ones are among them unless `state` says otherwise',
})
export type DecisionPage = typeof DecisionPage.static
