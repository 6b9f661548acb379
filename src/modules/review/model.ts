import { t } from 'elysia'
import { Reason, RecordRef } from '#src/wire/decision'
import { Cursor, NextCursor, PageSize, Whole, WordOf } from '#src/wire/fields'

export const ReviewQuery = t.Object({ limit: t.Optional(PageSize), cursor: t.Optional(Cursor) })
export type ReviewQuery = typeof ReviewQuery.static

export const ReviewParams = t.Object({ id: t.String({ pattern: '^\\d{1,15}$', description: 'Id of a doubt' }) })

export const VerdictBody = t.Object(
  {
    verdict: WordOf(['same', 'different'], 'Whether the two records are one work: `same` or `different`'),
    reason: Reason,
  },
  { additionalProperties: false, description: 'What a person says of a doubt' },
)

const DoubtedRecord = t.Object({
  ...RecordRef.properties,
  title: t.String({ description: 'What the record calls the game' }),
  year: t.Nullable(Whole({ description: 'Earliest year it states' })),
  platforms: t.Array(t.String(), { description: 'Slugs of the platforms the record names' }),
  game: t.String({ description: 'Slug of the game it is in today' }),
})

export const ReviewPage = t.Object(
  {
    items: t.Array(
      t.Object({
        id: Whole({ description: 'Id of the doubt' }),
        score: t.Number({ description: 'How much speaks for one work, in bits' }),
        evidence: t.Array(
          t.Object({
            field: t.String({ description: 'What was compared' }),
            says: t.String({ description: 'What came out' }),
            weight: t.Number({ description: 'What that is worth, in bits' }),
          }),
          { description: 'What speaks for it and against it' },
        ),
        one: DoubtedRecord,
        other: DoubtedRecord,
      }),
    ),
    next: NextCursor,
  },
  { title: 'ReviewPage', description: 'Pairs of records that may be one work, strongest first' },
)
export type ReviewPage = typeof ReviewPage.static
