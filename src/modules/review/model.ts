import { t } from 'elysia'
import { Reason, RecordRef } from '#src/wire/decision'
import { Cursor, NextCursor, PageSize, Whole, WordOf } from '#src/wire/fields'

export const ReviewQuery = t.Object({ limit: t.Optional(PageSize), cursor: t.Optional(Cursor) })
export type ReviewQuery = typeof ReviewQuery.static

export const ReviewParams = t.Object({
  id: t.String({ pattern: '^\\d{1,15}$', description: 'Id of a review: a whole number', examples: ['1'] }),
})

export const VerdictBody = t.Object(
  {
    verdict: WordOf(['same', 'different'], '`same` if the two records are one game, `different` if they are not'),
    reason: Reason,
  },
  {
    additionalProperties: false,
    description: 'Verdict of a person on a review, and the reason',
    examples: [{ verdict: 'different', reason: 'A remake is a game of its own.' }],
  },
)

const ReviewedRecord = t.Object({
  ...RecordRef.properties,
  title: t.String({ description: 'Title in the record' }),
  year: t.Nullable(Whole({ description: 'Earliest year in the record' })),
  platforms: t.Array(t.String(), { description: 'Slugs of the platforms in the record' }),
  game: t.String({ description: 'Slug of the game it belongs to now' }),
})

export const ReviewPage = t.Object(
  {
    items: t.Array(
      t.Object({
        id: Whole({ description: 'Id of the review' }),
        score: t.Number({ description: 'Match weight of the pair, in bits' }),
        evidence: t.Array(
          t.Object({
            field: t.String({ description: 'Field that was compared' }),
            says: t.String({ description: 'Result of the comparison, in words' }),
            weight: t.Number({
              description: 'Match weight of the result, in bits; negative if it is evidence against one game',
            }),
          }),
          { description: 'Evidence that the records are one game, and evidence against it' },
        ),
        one: ReviewedRecord,
        other: ReviewedRecord,
      }),
    ),
    next: NextCursor,
  },
  { title: 'ReviewPage', description: 'Pairs of records that may be one game, highest match weight first' },
)
export type ReviewPage = typeof ReviewPage.static
