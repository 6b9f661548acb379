import { t } from 'elysia'
import { REVIEW_EVIDENCE_CODES } from '#catalogue/match/evidence-code'
import { MOST_VERDICTS } from '#db/decision/verdicts'
import { REVIEW_BANDS } from '#db/match/review-filter'
import { Reason } from '#src/wire/decision'
import { STORABLE, Whole, Word, WordOf } from '#src/wire/fields'
import { VerdictStatusWord, VerdictWord } from './model'

const LARGEST_ID = 999_999_999_999_999

const GivenVerdict = t.Object(
  {
    id: Whole({ minimum: 0, maximum: LARGEST_ID, description: 'Id of the review' }),
    verdict: VerdictWord,
    version: t.Optional(
      t.String({
        maxLength: 100,
        pattern: STORABLE,
        description: '`version` of the pair as you saw it: a pair that has changed since is not decided',
      }),
    ),
  },
  { additionalProperties: false },
)

const Verdicts = t.Object(
  {
    verdicts: t.Array(GivenVerdict, {
      minItems: 1,
      maxItems: MOST_VERDICTS,
      description: 'Verdicts, one for each pair',
    }),
    reason: Reason,
  },
  { additionalProperties: false, description: 'Verdicts on pairs' },
)

const Condition = t.Object(
  {
    source: t.Optional(
      t.Array(Word, { minItems: 1, maxItems: 50, description: 'Sources: slugs or other names, as in the list' }),
    ),
    band: t.Optional(t.Array(WordOf(REVIEW_BANDS, 'A band'), { minItems: 1, maxItems: 10, description: 'Bands' })),
    evidence: t.Optional(
      t.Array(WordOf(REVIEW_EVIDENCE_CODES, 'A code of evidence'), {
        minItems: 1,
        maxItems: 50,
        description: 'Codes of evidence',
      }),
    ),
  },
  { additionalProperties: false, description: 'Filters of `GET /v1/review`; without one every open pair passes' },
)

const ConditionalVerdict = t.Object(
  {
    where: Condition,
    verdict: VerdictWord,
    expected: Whole({
      minimum: 0,
      maximum: LARGEST_ID,
      description: 'Number of open pairs that pass the filters, as `total` of the list says: another number is refused',
    }),
    reason: Reason,
  },
  { additionalProperties: false, description: 'One verdict on every open pair that passes the filters' },
)

export const VerdictsBody = t.Union([Verdicts, ConditionalVerdict], {
  description: 'Verdicts on pairs, or one verdict on all that pass filters',
  examples: [{ verdicts: [{ id: 1, verdict: 'different' }], reason: 'Remakes are games of their own.' }],
})
export type VerdictsBody = typeof VerdictsBody.static

export const VerdictsResult = t.Object(
  {
    batch: t.Nullable(
      t.String({ description: 'Id of the decision that has all these verdicts: undoing it undoes them all' }),
    ),
    decided: Whole({ description: 'Number of verdicts that were carried out' }),
    refused: Whole({ description: 'Number of verdicts that were not' }),
    items: t.Array(
      t.Object({
        id: Whole({ description: 'Id of the review' }),
        status: VerdictStatusWord,
        decision: t.Nullable(
          t.String({ description: 'Id of the decision that carries the verdict out, or that prevents it' }),
        ),
      }),
      {
        description:
          'One item for each verdict, in the order of the request; highest match weight first for a condition',
      },
    ),
  },
  { title: 'VerdictsResult', description: 'Status of each verdict of a request' },
)
export type VerdictsResult = typeof VerdictsResult.static
