import { t } from 'elysia'
import { overridableFields } from '#catalogue/decision/overridable'
import { DECISION_KINDS } from '#db/decision/table'
import { Decision, Reason, RecordRef } from '#src/wire/decision'
import { Cursor, PageSize, pageShape, Uuid, WordOf, WordsOf } from '#src/wire/fields'
import { GameSlug } from '#src/wire/game-params'
import { Instant } from '#src/wire/instant'

const MAX_RECORDS = 500

export const OverrideParams = t.Object({
  slug: GameSlug,
  // Another text passes here, so that the refusal can say which field was meant.
  field: t.String({
    maxLength: 100,
    description: 'Field of the game, such as `title`, `score.critics` or `releases.wii`',
    openapi: { type: 'string', enum: overridableFields() },
    examples: ['summary'],
  }),
})
export const DecisionParams = t.Object({ id: Uuid('Id of a decision') })

export const MergeBody = t.Object(
  { with: GameSlug, reason: Reason },
  {
    additionalProperties: false,
    description: 'The other game, and the reason',
    examples: [{ with: 'portal', reason: 'Both were sold as one.' }],
  },
)

export const SplitBody = t.Object(
  {
    records: t.Array(RecordRef, {
      minItems: 1,
      maxItems: MAX_RECORDS,
      description: 'Records that belong to another game',
    }),
    reason: Reason,
  },
  {
    additionalProperties: false,
    description: 'Records that belong to another game, and the reason',
    examples: [{ records: [{ source: 'vgsales', dataset: 'kaggle-2016', key: 'portal 2|pc|2011' }] }],
  },
)

export const OverrideBody = t.Object(
  {
    value: t.Unknown({
      description: 'New value of the field, in the form in which the game shows it; null if it is unknown',
    }),
    reason: Reason,
  },
  {
    additionalProperties: false,
    description: 'New value of a field, and the reason',
    examples: [{ value: 'A puzzle game with portals.', reason: 'No source has a summary.' }],
  },
)

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
