import type { LegendEntry } from '../../plots/legend'
import { go, place } from '../../state/address'
import { addressOf, type ParameterValues, readParameters, slugs } from '../../state/parameters'
import { type FilterValues, GAME_FILTERS, SEARCH, withPossible } from '../search/filters'

const PATH = '/explorer/insights'

/** Parameters of the insights in the address: the filters of the search, and the series that are hidden. */
const INSIGHTS = { ...GAME_FILTERS, hide: slugs } as const
export type InsightValues = ParameterValues<typeof INSIGHTS>

/** Returns what the address asks for. */
export const insightValues = (): InsightValues => withPossible(readParameters(INSIGHTS, place.value.searchParams))

/** Returns the address of the insights with some values changed. */
export const insightAddress = (changes: Partial<InsightValues>): string =>
  addressOf(PATH, INSIGHTS, { ...insightValues(), ...changes })

/** Returns the address of the games of the filters, narrowed further. */
export const gamesAddress = (changes: Partial<FilterValues> = {}): string =>
  addressOf('/explorer', SEARCH, { ...insightValues(), ...changes })

/** Hides these of the series of a plot, and no other of its series. */
export function hideSeries(all: readonly LegendEntry[], keys: readonly string[]): void {
  const elsewhere = insightValues().hide.filter((hidden) => !all.some(({ key }) => key === hidden))
  go(insightAddress({ hide: [...elsewhere, ...keys] }), 'replace')
}
