import { place } from '../../state/address'
import { addressOf, choice, flag, type ParameterValues, readParameters, text, whole } from '../../state/parameters'
import { loadedSources } from '../../state/vocabulary'

/** Evidence by which pairs can be chosen. */
export const REVIEW_EVIDENCE = [
  ...(['shared_id', 'title_equal', 'title_normalised', 'title_edition', 'title_alternative', 'title_stem'] as const),
  ...(['title_typo', 'title_differs', 'year_equal', 'year_near', 'year_far', 'year_apart', 'company_equal'] as const),
  ...(['company_differs', 'platform_equal', 'platform_differs', 'platform_years', 'list_years'] as const),
] as const

/** Bands by which pairs can be chosen. */
export const REVIEW_BAND_CHOICES = ['match', 'review'] as const

const MOST = 999_999_999

/** Parameters of the review in the address; `pair` is the one on the screen. */
export const REVIEW = {
  source: text,
  band: choice('', ...REVIEW_BAND_CHOICES),
  evidence: choice('', ...REVIEW_EVIDENCE),
  blind: flag,
  pair: whole(0, MOST),
} as const
export type ReviewValues = ParameterValues<typeof REVIEW>

/** Returns what the address asks for. A source that is known to be none costs itself only. */
export function reviewValues(): ReviewValues {
  const values = readParameters(REVIEW, place.value.searchParams)
  const isWrong = loadedSources.value.length > 0 && !loadedSources.value.some(({ slug }) => slug === values.source)
  return isWrong ? { ...values, source: '' } : values
}

/** Returns the address of the review with some values changed. */
export const reviewAddressWith = (changes: Partial<ReviewValues>): string =>
  addressOf('/explorer/review', REVIEW, { ...reviewValues(), ...changes })

/** Filters of the list of open pairs, as the service has them. */
export type ReviewFilters = Partial<Pick<ReviewValues, 'source'>> & { band?: string; evidence?: string }

/** Returns the filters that the address sets. */
export function reviewFilters({ source, band, evidence }: ReviewValues): ReviewFilters {
  return { ...(source && { source }), ...(band && { band }), ...(evidence && { evidence }) }
}
