import { SHARED_ID } from './compare'
import { LEVELS } from './comparison-levels'
import type { Evidence } from './evidence'
import { VETOES } from './veto'

/** Texts of the evidence that a review pair can have, by code. Those of a doubt are followed by the two records in brackets. */
const TEXTS = {
  shared_id: SHARED_ID.says,
  title_equal: LEVELS.titleEqual.says,
  title_normalised: LEVELS.titleNormalised.says,
  title_edition: LEVELS.titleEdition.says,
  title_alternative: LEVELS.titleAlternative.says,
  title_stem: LEVELS.titleStem.says,
  title_typo: LEVELS.titleTypo.says,
  title_differs: LEVELS.titleDiffers.says,
  year_equal: LEVELS.yearEqual.says,
  year_near: LEVELS.yearNear.says,
  year_far: LEVELS.yearFar.says,
  year_apart: LEVELS.yearApart.says,
  company_equal: LEVELS.companyEqual.says,
  company_differs: LEVELS.companyDiffers.says,
  platform_equal: LEVELS.platformEqual.says,
  platform_differs: LEVELS.platformDiffers.says,
  platform_years: VETOES.platformYears,
  list_years: VETOES.listYears,
} as const

/** Code of one piece of evidence of a review pair: a level of a comparison, a shared id, or a doubt. Stable. */
export type ReviewEvidenceCode = keyof typeof TEXTS

/** Every code, in the order in which fields are compared. */
export const REVIEW_EVIDENCE_CODES = Object.keys(TEXTS) as ReviewEvidenceCode[] // safe: the keys of the table

/** Returns the text of a code, as it is stored; that of a doubt is a beginning. */
export const reviewEvidenceText = (code: ReviewEvidenceCode): string => TEXTS[code]

const codes = new Map<string, ReviewEvidenceCode>(REVIEW_EVIDENCE_CODES.map((code) => [TEXTS[code], code]))

/** Returns the code of a piece of evidence; `undefined` for evidence that an earlier release stored in other words. */
export const reviewEvidenceCodeOf = ({ field, says }: Evidence): ReviewEvidenceCode | undefined =>
  codes.get(field === 'doubt' ? says.replace(/ \(.*$/s, '') : says)
