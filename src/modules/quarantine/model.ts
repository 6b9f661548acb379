import { t } from 'elysia'
import { Cursor, Id, PageSize, pageShape, Slugs, Whole } from '#src/wire/fields'

export const QuarantineQuery = t.Object({
  source: t.Optional(Slugs('Of any of these sources')),
  reason: t.Optional(Slugs('Refused for any of these reasons, such as no_title')),
  run: t.Optional(Id('Met last by this run')),
  limit: t.Optional(PageSize),
  cursor: t.Optional(Cursor),
})
export type QuarantineQuery = typeof QuarantineQuery.static

const QuarantinedRecord = t.Object(
  {
    id: Whole({ description: 'Id of the refused record' }),
    source: t.String({ description: 'Slug of the source' }),
    dataset: t.String({ description: 'Which of its data sets' }),
    run: Whole({ description: 'Id of the run that met it last' }),
    key: t.Nullable(t.String({ description: "The source's own key of the record, where it can be told" })),
    reason: t.String({ description: 'Why it is refused, in one word; stable' }),
    field: t.Nullable(t.String({ description: 'The field that is wrong' })),
    message: t.String({ description: 'Why it is refused, in words' }),
    position: t.Record(t.String(), t.Union([t.String(), t.Number()]), {
      description: 'Where it stood: file, line, byte, page, row',
    }),
    raw: t.Nullable(t.String({ description: 'Its text as it came; null where that is kept no longer' })),
    damaged: t.Boolean({ description: 'Whether the text could not be kept as it came' }),
    refusedAt: t.String({ format: 'date-time', description: 'When it was first refused' }),
  },
  { title: 'Refused', description: 'A record that is refused' },
)
export type QuarantinedRecord = typeof QuarantinedRecord.static

export const QuarantinePage = pageShape(QuarantinedRecord, {
  title: 'QuarantinePage',
  description: 'Records that are refused today, oldest first',
})
export type QuarantinePage = typeof QuarantinePage.static
