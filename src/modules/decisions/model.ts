import { t } from 'elysia'
import { DECISION_KINDS } from '#db/decision/table'
import { Decision } from '#src/wire/decision'
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

export const DecisionPage = pageShape(Decision, {
  title: 'DecisionPage',
  description: 'Decisions, newest first; undone ones are among them unless `state` says otherwise',
})
export type DecisionPage = typeof DecisionPage.static
