import { t } from 'elysia'
import { DECISION_KINDS } from '#db/decision/table'
import { Cursor, PageSize, WordOf } from '../../http/wire'

const MOST_RECORDS = 500

const Slug = t.String({
  minLength: 1,
  maxLength: 300,
  pattern: '^[^/\\u0000-\\u001f]+$',
  description: 'Slug or id of a game',
})

const Reason = t.Optional(t.Nullable(t.String({ maxLength: 2000, description: 'Why, for whoever reads it later' })))

const Ref = t.Object(
  {
    source: t.String({ maxLength: 100, description: 'Slug of the source' }),
    dataset: t.String({ maxLength: 100, description: 'Which of its data sets' }),
    key: t.String({ maxLength: 600, description: "The source's own key of the record" }),
  },
  { title: 'RecordRef', additionalProperties: false, description: 'A record of a source' },
)

export const GameParams = t.Object({ slug: Slug })
export const OverrideParams = t.Object({
  slug: Slug,
  field: t.String({ maxLength: 100, description: 'Member of the game, such as `title` or `score.critics`' }),
})
export const DecisionParams = t.Object({ id: t.String({ format: 'uuid', description: 'Id of a decision' }) })

export const MergeBody = t.Object(
  { with: Slug, reason: Reason },
  { additionalProperties: false, description: 'The game that is the same one' },
)

export const SplitBody = t.Object(
  {
    records: t.Array(Ref, { maxItems: MOST_RECORDS, description: 'The records that are another game' }),
    reason: Reason,
  },
  { additionalProperties: false, description: 'Which records are another game' },
)

export const OverrideBody = t.Object(
  { value: t.Unknown({ description: 'What the member is to be; null where nobody knows' }), reason: Reason },
  { additionalProperties: false, description: 'The value a person gives' },
)

const Rule = t.Object({
  kind: WordOf(['must_link', 'cannot_link'], 'Whether the two are one work, or never are'),
  one: Ref,
  other: Ref,
})

export const Decision = t.Object(
  {
    id: t.String({ description: 'Id of the decision' }),
    kind: WordOf(DECISION_KINDS, 'What was decided'),
    author: t.String({ description: 'Who decided' }),
    reason: t.Nullable(t.String({ description: 'Why' })),
    decidedAt: t.String({ format: 'date-time', description: 'When' }),
    undoneAt: t.Nullable(t.String({ description: 'When it was taken back' })),
    undoneBy: t.Nullable(t.String({ description: 'Who took it back' })),
    rules: t.Array(Rule, { description: 'What holds of pairs of records since' }),
    lock: t.Nullable(
      t.Object({
        record: Ref,
        field: t.String({ description: 'The member that was fixed' }),
        value: t.Unknown({ description: 'To what' }),
      }),
      { description: 'The member that was fixed of the game of a record' },
    ),
  },
  { title: 'Decision', description: 'What a person decided; it always wins' },
)
export type Decision = typeof Decision.static

export const DecisionListQuery = t.Object({ limit: t.Optional(PageSize), cursor: t.Optional(Cursor) })
export type DecisionListQuery = typeof DecisionListQuery.static

export const DecisionPage = t.Object(
  {
    items: t.Array(Decision),
    next: t.Nullable(t.String({ description: '`cursor` of the next page; null on the last one' })),
  },
  { title: 'DecisionPage', description: 'Decisions, oldest first; undone ones are among them' },
)
export type DecisionPage = typeof DecisionPage.static
