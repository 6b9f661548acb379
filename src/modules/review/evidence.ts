import type { Evidence } from '#catalogue/match/evidence'
import { evidenceCode } from '#catalogue/match/evidence-code'
import type { ReviewPairRow, ReviewRecord } from '#db/match/review-pairs'
import type { ReviewEvidence } from './model'

type Records = Pick<ReviewPairRow, 'one' | 'other'>
type Compared = ReviewEvidence['values']

/** Values that two records state, for each field that is compared. */
const VALUES: Readonly<Record<string, (records: Records) => Compared>> = {
  title: ({ one, other }) => ({ one: one.title, other: other.title }),
  year: ({ one, other }) => ({ one: one.year, other: other.year }),
  platform: ({ one, other }) => ({ one: one.platforms, other: other.platforms }),
  company: ({ one, other }) => ({ one: one.companies, other: other.companies }),
  id: ({ one, other }) => ({ one: sharedIds(one, other), other: sharedIds(other, one) }),
}

const sharedIds = ({ ids }: ReviewRecord, other: ReviewRecord) => ids.filter((id) => other.ids.includes(id))

/** Returns a piece of evidence with its code, and the values that it is about. */
export const toReviewEvidence =
  (records: Records) =>
  ({ field, says, weight }: Evidence): ReviewEvidence => ({
    code: evidenceCode({ says }),
    field,
    says,
    weight,
    values: VALUES[field]?.(records) ?? null,
  })
