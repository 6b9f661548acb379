import { t } from 'elysia'
import type { DecisionOutcome } from '#db/decision/execute'
import { DECISION_KINDS } from '#db/decision/table'
import { type Answering, denials, Problem } from '#src/http/problem'
import { refuseDecision } from './decision-refusal'
import { WordOf } from './fields'

/** A record by its identity in every store. */
export const RecordRef = t.Object(
  {
    source: t.String({ maxLength: 100, description: 'Slug of the source' }),
    dataset: t.String({ maxLength: 100, description: 'Which of its data sets' }),
    key: t.String({ maxLength: 600, description: "The source's own key of the record" }),
  },
  { title: 'RecordRef', additionalProperties: false, description: 'A record of a source' },
)

/** What the stores can keep: no NUL, no half of a surrogate pair. */
const STORABLE = '^(?:[^\\u0000\\ud800-\\udfff]|[\\ud800-\\udbff][\\udc00-\\udfff])*$'

/** Why somebody decided. */
export const Reason = t.Optional(
  t.Nullable(t.String({ maxLength: 2000, pattern: STORABLE, description: 'Why, for whoever reads it later' })),
)

const Rule = t.Object({
  kind: WordOf(['must_link', 'cannot_link'], 'Whether the two are one work, or never are'),
  one: RecordRef,
  other: RecordRef,
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
        record: RecordRef,
        field: t.String({ description: 'The member that was fixed' }),
        value: t.Unknown({ description: 'To what' }),
      }),
      { description: 'The member that was fixed of the game of a record' },
    ),
  },
  { title: 'Decision', description: 'What a person decided; it always wins' },
)
export type Decision = typeof Decision.static

/** What every route answers that carries out a decision. */
export const DECIDED = { 200: Decision, 404: Problem, 409: Problem, ...denials }

/** The decision that stands now, or why it does not. */
export const answerDecision = (to: Answering, outcome: DecisionOutcome) =>
  outcome.ok ? outcome.decision : refuseDecision(to, outcome.refusal)
