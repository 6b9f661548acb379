import type { App } from '#src/app'
import { place } from '../../state/address'
import {
  addressOf,
  choice,
  flag,
  type ParameterValues,
  readParameters,
  slugs,
  text,
  whole,
  wordList,
} from '../../state/parameters'
import { GAME_KINDS } from './game-kinds'

/** Facets of which one value, all of several, or none can be chosen. */
export const FACET_NAMES = ['platform', 'genre', 'company'] as const
export type FilterFacet = (typeof FACET_NAMES)[number]

/** Values that one filter takes. */
export const MOST_VALUES = 50

/** Filters that are answered by yes or no. Another one is named here, and has its texts in `yesOrNo` of `words.ts`. */
export const YES_NO_FILTERS = ['disputed', 'redistributable'] as const
export type YesNoFilter = (typeof YES_NO_FILTERS)[number]

const yesOrNo = choice('', 'true', 'false')

/** Filters that the lists and statistics of the service share, by their names in the address and there. */
export const GAME_FILTERS = {
  platform: slugs,
  platformAll: slugs,
  platformNot: slugs,
  genre: slugs,
  genreAll: slugs,
  genreNot: slugs,
  company: slugs,
  companyAll: slugs,
  companyNot: slugs,
  yearFrom: whole(0, 9999),
  yearTo: whole(0, 9999),
  scoreMin: whole(0, 100),
  scoreMax: whole(0, 100),
  source: slugs,
  kind: wordList(GAME_KINDS),
  ...(Object.fromEntries(YES_NO_FILTERS.map((name) => [name, yesOrNo])) as Record<YesNoFilter, typeof yesOrNo>), // safe: an entry for each
} as const

/** Orders of the list: by words or popularity, and those of the service. */
export const ORDERS = ['best', '-released', 'title', '-score', '-sales'] as const

/** Ways in which the list is shown, the usual one first. */
export const LIST_VIEWS = ['list', 'table', 'tiles'] as const
export type ListView = (typeof LIST_VIEWS)[number]

/** Parameters of the search in the address. */
export const SEARCH = {
  q: text,
  ...GAME_FILTERS,
  sort: choice(...ORDERS),
  why: flag,
  view: choice(...LIST_VIEWS),
} as const
export type SearchValues = ParameterValues<typeof SEARCH>
export type FilterName = keyof typeof GAME_FILTERS
type ListQuery = App['~Routes']['v1']['search']['get']['query']
/** Filters of a query of the service. */
export type FilterQueryValues = { [Name in FilterName]?: Exclude<ListQuery[Name], undefined> }

/** Returns what the address asks for. */
export const searchValues = (): SearchValues => withPossible(readParameters(SEARCH, place.value.searchParams))

/** Returns the address of the search with some values changed. */
export const searchAddressWith = (changes: Partial<SearchValues>): string =>
  addressOf('/explorer', SEARCH, { ...searchValues(), ...changes })

/** Returns the address without the way in which the list is shown: what the service is asked. */
export const askedAddress = (): string => searchAddressWith({ view: 'list' })

/** Values of the filters. */
export type FilterValues = Pick<SearchValues, FilterName>

const RANGES = [
  ['yearFrom', 'yearTo'],
  ['scoreMin', 'scoreMax'],
] as const

/** Returns values of filters that a game can pass: ranges from low to high, and nothing excluded that is asked for, too. */
export function withPossible<Values extends FilterValues>(values: Values): Values {
  const possible = { ...values }
  for (const [low, high] of RANGES)
    if ((values[low] ?? 0) > (values[high] ?? Number.POSITIVE_INFINITY))
      Object.assign(possible, { [low]: values[high], [high]: values[low] })
  for (const name of FACET_NAMES) {
    const wanted = [...values[name], ...values[`${name}All`]]
    Object.assign(possible, { [`${name}Not`]: values[`${name}Not`].filter((word) => !wanted.includes(word)) })
  }
  return possible
}

/** Returns the names of the filters that the address sets. */
export const filtersSet = (values: FilterValues): FilterName[] => FILTER_NAMES.filter((name) => isSet(values[name]))

const FILTER_NAMES = Object.keys(GAME_FILTERS) as FilterName[] // safe: these are its keys

const isSet = (value: SearchValues[FilterName]) =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== ''

/** Returns the filters as the query of the service has them. */
export function filterQuery(values: FilterValues, without: readonly FilterName[] = []): FilterQueryValues {
  const named = filtersSet(values).filter((name) => !without.includes(name))
  return Object.fromEntries(named.map((name) => [name, String(values[name])])) as FilterQueryValues // safe: the parameters are those of the service
}
