import { t } from 'elysia'
import { WORD_KINDS } from '#catalogue/vocabulary/mapped-words'
import type { DecisionOutcome } from '#db/decision/execute'
import { DECISION_KINDS } from '#db/decision/table'
import { denials, Problem, type RefusalContext } from '#src/http/problem'
import { refuseDecision } from './decision-refusal'
import { STORABLE, WordOf } from './fields'

/** Identity of a record, the same in every installation. */
export const RecordRef = t.Object(
  {
    source: t.String({ maxLength: 100, pattern: STORABLE, description: 'Slug of the source' }),
    dataset: t.String({ maxLength: 100, pattern: STORABLE, description: 'Dataset of the source' }),
    key: t.String({ maxLength: 600, pattern: STORABLE, description: "The source's own key of the record" }),
  },
  { title: 'RecordRef', additionalProperties: false, description: 'A record of a source' },
)

/** Reason for a decision, at most 2,000 characters. */
export const Reason = t.Optional(
  t.Nullable(t.String({ maxLength: 2000, pattern: STORABLE }), {
    description: 'Reason, for later readers: at most 2,000 characters',
  }),
)

const Rule = t.Object({
  kind: WordOf(['must_link', 'cannot_link'], '`must_link`: the two records are one game; `cannot_link`: they are not'),
  one: RecordRef,
  other: RecordRef,
})

export const Decision = t.Object(
  {
    id: t.String({ description: 'Id of the decision' }),
    kind: WordOf(DECISION_KINDS, 'Kind of decision'),
    author: t.String({ description: 'Author of the decision' }),
    reason: t.Nullable(t.String({ description: 'Reason' })),
    decidedAt: t.String({ format: 'date-time', description: 'Time of the decision' }),
    undoneAt: t.Nullable(t.String({ description: 'Time at which it was undone; null if it is active' })),
    undoneBy: t.Nullable(t.String({ description: 'Person who undid it; null if it is active' })),
    rules: t.Array(Rule, { description: 'Rules for pairs of records that follow from it' }),
    lock: t.Nullable(
      t.Object({
        record: RecordRef,
        field: t.String({ description: 'Field of the game that is overridden' }),
        value: t.Unknown({ description: 'Its new value' }),
      }),
      { description: 'Override of one field of the game that the record belongs to; null for other decisions' },
    ),
    word: t.Nullable(
      t.Object({
        kind: WordOf(WORD_KINDS, 'Kind of thing that the word names'),
        word: t.String({ description: 'The word, in one of its spellings' }),
        source: t.Nullable(t.String({ description: 'Slug of the source whose word it is; null for all sources' })),
        slug: t.String({ description: 'Slug of what it means' }),
      }),
      { description: 'Meaning of a word of sources; null for other decisions' },
    ),
  },
  { title: 'Decision', description: 'Decision of a person; it wins over every source and score' },
)
export type Decision = typeof Decision.static

/** Responses of every route that carries out a decision. */
export const DECIDED = { 200: Decision, 404: Problem, 409: Problem, ...denials }

/** Returns the decision that was carried out, or the problem that explains why it was refused. */
export const answerDecision = (to: RefusalContext, outcome: DecisionOutcome) =>
  outcome.ok ? outcome.decision : refuseDecision(to, outcome.refusal)
