import { t } from 'elysia'
import { overridableFields } from '#catalogue/decision/overridable'
import { Reason, RecordRef } from './decision'
import { GameSlug } from './game-params'

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
