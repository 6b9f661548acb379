import { t } from 'elysia'
import { Decision, Reason, RecordRef } from '#src/wire/decision'
import { Cursor, PageSize, pageShape } from '#src/wire/fields'
import { GameSlug } from '#src/wire/game-params'

const MOST_RECORDS = 500

export const OverrideParams = t.Object({
  slug: GameSlug,
  field: t.String({
    maxLength: 100,
    description: 'Member of the game, such as `title`, `score.critics` or `releases.wii`',
  }),
})
export const DecisionParams = t.Object({ id: t.String({ format: 'uuid', description: 'Id of a decision' }) })

export const MergeBody = t.Object(
  { with: GameSlug, reason: Reason },
  { additionalProperties: false, description: 'The game that is the same one' },
)

export const SplitBody = t.Object(
  {
    records: t.Array(RecordRef, { maxItems: MOST_RECORDS, description: 'The records that are another game' }),
    reason: Reason,
  },
  { additionalProperties: false, description: 'Which records are another game' },
)

export const OverrideBody = t.Object(
  {
    value: t.Unknown({ description: 'What the member is to be, as the game shows it; null where nobody knows' }),
    reason: Reason,
  },
  { additionalProperties: false, description: 'The value a person gives' },
)

export const DecisionListQuery = t.Object({ limit: t.Optional(PageSize), cursor: t.Optional(Cursor) })
export type DecisionListQuery = typeof DecisionListQuery.static

export const DecisionPage = pageShape(Decision, {
  title: 'DecisionPage',
  description: 'Decisions, oldest first; undone ones are among them',
})
export type DecisionPage = typeof DecisionPage.static
