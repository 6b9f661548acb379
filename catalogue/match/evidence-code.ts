import { SHARED_ID } from './compare'
import { LEVELS, type Level } from './comparison-levels'
import type { Evidence } from './evidence'
import { COMPARED_WITH, DECIDED_SAME, FIRST_RECORD } from './reasons'
import { VETOES, type Veto } from './veto'

/** Stable code of each result of a comparison. */
const LEVEL_CODES = {
  titleEqual: 'title_equal',
  titleNormalised: 'title_normalised',
  titleEdition: 'title_edition',
  titleAlternative: 'title_alternative',
  titleStem: 'title_stem',
  titleTypo: 'title_typo',
  titleDiffers: 'title_differs',
  yearEqual: 'year_equal',
  yearNear: 'year_near',
  yearFar: 'year_far',
  yearApart: 'year_apart',
  companyEqual: 'company_equal',
  companyDiffers: 'company_differs',
  platformEqual: 'platform_equal',
  platformDiffers: 'platform_differs',
} as const satisfies Record<Level, string>

/** Stable code of each reason against a match. */
const VETO_CODES = {
  listedTwice: 'listed_twice',
  kinds: 'kinds',
  numbers: 'numbers',
  ids: 'ids',
  homonyms: 'homonyms',
  platformYears: 'platform_years',
  listYears: 'list_years',
  cannotLink: 'cannot_link',
} as const satisfies Record<Veto, string>

/** Evidence that another game matches as well. */
export const TIED: Evidence = { field: 'doubt', says: 'another game matches equally well', weight: 0 }

/** Codes of evidence. A code is never renamed; `other` is evidence of another release of this program. */
export const EVIDENCE_CODES = [
  ...Object.values(LEVEL_CODES),
  ...Object.values(VETO_CODES),
  ...(['shared_id', 'must_link', 'first_record', 'compared_with', 'tied', 'other'] as const),
]
export type EvidenceCode = (typeof EVIDENCE_CODES)[number]

/** Codes of the evidence that a review pair can have: a shared id, results of comparisons, and doubts. */
export const REVIEW_EVIDENCE_CODES = [
  'shared_id',
  ...Object.values(LEVEL_CODES),
  VETO_CODES.platformYears,
  VETO_CODES.listYears,
] as const
export type ReviewEvidenceCode = (typeof REVIEW_EVIDENCE_CODES)[number]

const CODE_OF_TEXT = new Map<string, EvidenceCode>([
  ...Object.entries(LEVELS).map(([level, { says }]) => [says, LEVEL_CODES[level as Level]] as const), // safe: a key of LEVELS
  [SHARED_ID.says, 'shared_id'],
  [DECIDED_SAME.says, 'must_link'],
  [FIRST_RECORD.says, 'first_record'],
  [TIED.says, 'tied'],
])

const CODE_OF_VETO = Object.entries(VETOES).map(([veto, text]) => [text, VETO_CODES[veto as Veto]] as const) // safe: a key of VETOES

/** Returns the stable code of evidence by its text, which is what the stores hold. */
export function evidenceCode({ says }: Pick<Evidence, 'says'>): EvidenceCode {
  const exact = CODE_OF_TEXT.get(says)
  if (exact) return exact
  if (says.startsWith(COMPARED_WITH)) return 'compared_with'
  return CODE_OF_VETO.find(([text]) => says.startsWith(text))?.[1] ?? 'other'
}

const TEXT_OF_CODE = new Map([...CODE_OF_TEXT, ...CODE_OF_VETO].map(([text, code]) => [code, text] as const))

/** Returns the text of the evidence with this code, as it is stored. The text of a doubt is followed by the two records in brackets. */
export const evidenceText = (code: ReviewEvidenceCode): string => TEXT_OF_CODE.get(code) ?? ''
