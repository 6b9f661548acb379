import { t } from 'elysia'
import { REFUSAL_CODES } from '#catalogue/refusal-codes'
import { Cursor, Id, PageSize, pageShape, Whole, Words, WordsOf } from '#src/wire/fields'

export const QuarantineQuery = t.Object({
  source: t.Optional(Words('Of any of these sources', 'vgsales')),
  reason: t.Optional(WordsOf(REFUSAL_CODES, 'Reason')),
  run: t.Optional(Id('Last read by this run, which must exist')),
  limit: t.Optional(PageSize),
  cursor: t.Optional(Cursor),
})
export type QuarantineQuery = typeof QuarantineQuery.static

const QuarantinedRecord = t.Object(
  {
    id: Whole({ description: 'Id of the refused record' }),
    source: t.String({ description: 'Slug of the source' }),
    dataset: t.String({ description: 'Dataset of the source' }),
    run: Whole({ description: 'Id of the run that read it last' }),
    key: t.Nullable(t.String({ description: "The source's own key of the record; null if it cannot be read" })),
    reason: t.String({ description: 'Reason, as one word; stable' }),
    field: t.Nullable(t.String({ description: 'Field that is wrong' })),
    message: t.String({ description: 'Reason, in words' }),
    position: t.Record(t.String(), t.Union([t.String(), t.Number()]), {
      description: 'Position in the source: file, line, byte, page, row',
    }),
    raw: t.Nullable(t.String({ description: 'Original text; null if it is no longer kept' })),
    damaged: t.Boolean({ description: 'True if the text could not be stored unchanged' }),
    refusedAt: t.String({ format: 'date-time', description: 'Time at which it was first refused' }),
  },
  { title: 'Refused', description: 'Refused record' },
)
export type QuarantinedRecord = typeof QuarantinedRecord.static

export const RefusalReasons = t.Object(
  {
    items: t.Array(
      t.Object({
        source: t.String({ description: 'Slug of the source' }),
        dataset: t.String({ description: 'Dataset of the source' }),
        reason: t.String({ description: 'Reason, as one word; stable' }),
        field: t.Nullable(t.String({ description: 'Field that is wrong' })),
        message: t.String({ description: 'Reason of one of the records, in words' }),
        records: Whole({ description: 'Number of records in quarantine for this reason' }),
      }),
    ),
  },
  { title: 'RefusalReasons', description: 'Reasons of the records in quarantine, the most frequent first' },
)
export type RefusalReasons = typeof RefusalReasons.static

export const QuarantinePage = pageShape(QuarantinedRecord, {
  title: 'QuarantinePage',
  description: 'Records that are in quarantine now, oldest first',
})
export type QuarantinePage = typeof QuarantinePage.static
