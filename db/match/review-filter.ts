import { type SQL, sql } from 'drizzle-orm'
import type { MatchModel } from '#catalogue/match/comparison-levels'
import { evidenceText, type ReviewEvidenceCode } from '#catalogue/match/evidence-code'

/**
 * Bands of the scores of review pairs. `match`: the score is enough for a link, but a doubt or missing support prevents it.
 * `review`: it is not enough.
 */
export const REVIEW_BANDS = ['match', 'review'] as const
export type ReviewBand = (typeof REVIEW_BANDS)[number]

/** Filters of review pairs; an absent one passes every pair. Each passes pairs that have any of its words. */
export type ReviewFilter = {
  /** Slugs of sources; one of the two records is of one of them. */
  sources?: readonly string[] | undefined
  bands?: readonly ReviewBand[] | undefined
  evidence?: readonly ReviewEvidenceCode[] | undefined
}

/** Returns SQL for the band of `match_review m`. */
export const bandSql = ({ linkThreshold }: MatchModel): SQL =>
  sql`case when m.score >= ${linkThreshold}::real then 'match' else 'review' end`

const textArray = (texts: readonly string[]): SQL =>
  sql`array(select jsonb_array_elements_text(${JSON.stringify(texts)}::text::jsonb))`

/** Returns the SQL conditions of filters on `match_review m`, whose records are of the sources `one_source` and `other_source`. */
export function reviewFilterSql({ sources, bands, evidence }: ReviewFilter, model: MatchModel): SQL[] {
  return [
    ...(sources
      ? [sql`(one_source.slug = any (${textArray(sources)}) or other_source.slug = any (${textArray(sources)}))`]
      : []),
    ...(bands ? [sql`${bandSql(model)} = any (${textArray(bands)})`] : []),
    ...(evidence ? [hasEvidence(evidence)] : []),
  ]
}

/** The text of a doubt is followed by the two records in brackets. */
const hasEvidence = (codes: readonly ReviewEvidenceCode[]): SQL => sql`exists (
  select from jsonb_array_elements(m.evidence) reason
  where (case when reason ->> 'field' = 'doubt' then split_part(reason ->> 'says', ' (', 1) else reason ->> 'says' end)
    = any (${textArray(codes.map(evidenceText))}))`
