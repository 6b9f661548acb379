import { t } from 'elysia'
import { EVIDENCE_CODES, REVIEW_EVIDENCE_CODES } from '#catalogue/match/evidence-code'
import { VERDICT_STATUSES } from '#db/decision/verdicts'
import { REVIEW_BANDS } from '#db/match/review-filter'
import { Reason, RecordRef } from '#src/wire/decision'
import { Cursor, NextCursor, PageSize, Whole, WordOf, Words, WordsOf } from '#src/wire/fields'

const BAND =
  'Band of the match weight: `match` is enough for a link, but a doubt or missing support prevents it; `review` is not enough'

export const ReviewQuery = t.Object({
  source: t.Optional(Words('With a record of any of these sources', 'vgsales')),
  band: t.Optional(WordsOf(REVIEW_BANDS, BAND)),
  evidence: t.Optional(WordsOf(REVIEW_EVIDENCE_CODES, 'With any of this evidence')),
  limit: t.Optional(PageSize),
  cursor: t.Optional(Cursor),
})
export type ReviewQuery = typeof ReviewQuery.static

export const ReviewParams = t.Object({
  id: t.String({ pattern: '^\\d{1,15}$', description: 'Id of a review: a whole number', examples: ['1'] }),
})

export const VerdictWord = WordOf(
  ['same', 'different'],
  '`same` if the two records are one game, `different` if they are not',
)

export const VerdictBody = t.Object(
  {
    verdict: VerdictWord,
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

const compared = t.Union([t.Null(), t.Number(), t.String(), t.Array(t.String())])

const ReviewEvidence = t.Object({
  code: WordOf(
    EVIDENCE_CODES,
    'Result of the comparison, as one word; stable. `other` if an earlier release stored it in other words',
  ),
  field: t.String({ description: 'Field that was compared' }),
  says: t.String({ description: 'Result of the comparison, in words' }),
  weight: t.Number({
    description: 'Match weight of the result, in bits; negative if it is evidence against one game',
  }),
  values: t.Nullable(t.Object({ one: compared, other: compared }), {
    description:
      'What the two records state there: titles, years, platforms, companies, or the ids that they share; null for a doubt, which can be about other records of the two games',
  }),
})
export type ReviewEvidence = typeof ReviewEvidence.static

const REVIEW_PAIR = {
  id: Whole({ description: 'Id of the review: that of the pair of records, for good' }),
  score: t.Number({ description: 'Match weight of the pair, in bits' }),
  band: WordOf(REVIEW_BANDS, BAND),
  version: t.String({ description: 'Changes when the evidence, the records or their games change' }),
  evidence: t.Array(ReviewEvidence, {
    description: 'Evidence that the records are one game, and evidence against it',
  }),
  one: ReviewedRecord,
  other: ReviewedRecord,
}

const ListedReview = t.Object(REVIEW_PAIR, {
  title: 'ListedReview',
  description: 'Two records that may be one game',
})
export type ListedReview = typeof ListedReview.static

export const ReviewPage = t.Object(
  {
    items: t.Array(ListedReview),
    next: NextCursor,
    total: t.Object({
      value: Whole({ description: 'Number of pairs that pass the filters' }),
      exact: t.Boolean({ description: 'True: the pairs are counted' }),
    }),
  },
  { title: 'ReviewPage', description: 'Pairs of records that may be one game, highest match weight first' },
)
export type ReviewPage = typeof ReviewPage.static

const PreviewedGame = t.Object(
  {
    slug: t.String({ description: 'Slug of the game' }),
    title: t.String({ description: 'Title' }),
    year: t.Nullable(Whole({ description: 'Year of the first release anywhere' })),
    platforms: t.Array(t.String(), { description: 'Slugs of its platforms' }),
    records: Whole({ description: 'Number of its records' }),
  },
  { title: 'PreviewedGame', description: 'A game that a verdict would make or leave' },
)

export const Review = t.Object(
  {
    ...REVIEW_PAIR,
    state: WordOf(
      ['open', 'decided', 'gone'],
      '`open`: to be decided; `decided`: an active decision makes the records one game or keeps them apart; `gone`: the records are no longer in doubt, without a decision',
    ),
    decision: t.Nullable(
      t.Object({
        id: t.String({ description: 'Id of the decision' }),
        verdict: VerdictWord,
      }),
      { description: 'Decision that settles the pair; null if none does' },
    ),
    preview: t.Nullable(
      t.Object({
        same: t.Object({
          merges: t.Array(PreviewedGame, { description: 'The two games that become one' }),
          into: PreviewedGame,
        }),
        different: t.Object({
          leaves: t.Array(PreviewedGame, { description: 'The two games that stay apart' }),
        }),
      }),
      { description: 'What each verdict would make of the two games; null unless the pair is open' },
    ),
  },
  { title: 'Review', description: 'One pair of records that may be or have been one game' },
)
export type Review = typeof Review.static

export const VerdictStatusWord = WordOf(
  VERDICT_STATUSES,
  '`decided`: carried out. Else nothing was done for this pair: `decided_already` by an earlier decision; `gone`: no longer in doubt; `changed` since the version that was sent; `contradicted` by another decision or an earlier verdict of the request; `repeated`: the request has an earlier verdict on the pair; `no_such_review`',
)
