import { go, place } from '../../state/address'
import { addressOf, type ParameterValues, readParameters, slugs } from '../../state/parameters'
import { type FilterValues, GAME_FILTERS, SEARCH } from '../search/filters'

const PATH = '/explorer/insights'

/** Parameters of the insights in the address: the filters of the search, and the series that are hidden. */
const INSIGHTS = { ...GAME_FILTERS, hide: slugs } as const
export type InsightValues = ParameterValues<typeof INSIGHTS>

/** Returns what the address asks for. */
export const insightValues = (): InsightValues => readParameters(INSIGHTS, place.value.searchParams)

/** Returns the address of the insights with some values changed. */
export const insightAddress = (changes: Partial<InsightValues>): string =>
  addressOf(PATH, INSIGHTS, { ...insightValues(), ...changes })

/** Returns the address of the games of the filters, narrowed further. */
export const gamesAddress = (changes: Partial<FilterValues> = {}): string =>
  addressOf('/explorer', SEARCH, { ...insightValues(), ...changes })

/** Hides a series, or shows it again. */
export function toggleSeries(key: string): void {
  const { hide } = insightValues()
  const next = hide.includes(key) ? hide.filter((one) => one !== key) : [...hide, key]
  go(insightAddress({ hide: next }), 'replace')
}
