import { IGDB_CSV_DATASETS } from '../igdb-csv/row'
import { METACRITIC_DATASETS } from '../metacritic/row'
import { VGSALES_DATASETS } from '../vgsales/row'

/** One known form of a source's CSV files: the dataset it is stored as, and the columns it must have. */
export type KnownList = { source: string; dataset: string; columns: readonly string[] }

const of = (source: string, datasets: readonly Omit<KnownList, 'source'>[]): KnownList[] =>
  datasets.map((list) => ({ source, ...list }))

/** The known CSV lists of all sources. A file is compared with all of them, so that a message can name the right source. */
export const KNOWN_LISTS: readonly KnownList[] = [
  ...of('igdb-csv', IGDB_CSV_DATASETS),
  ...of('metacritic', METACRITIC_DATASETS),
  ...of('vgsales', VGSALES_DATASETS),
]

/**
 * Returns the known list whose columns a header has; of several lists, the one with the most columns. `undefined` if there is
 * none.
 *
 * The one with the most columns, because a list may have all columns of another list and more.
 */
export function recogniseList(columns: readonly string[]): KnownList | undefined {
  const complete = KNOWN_LISTS.filter((list) => missingColumns(list, columns).length === 0)
  return complete.toSorted((a, b) => b.columns.length - a.columns.length)[0]
}

/**
 * Returns the known list with the largest share of its columns in a header: one of `source`, or, without it, one with at
 * least half.
 */
export function nearestKnownList(columns: readonly string[], source?: string): KnownList | undefined {
  const share = (list: KnownList) => 1 - missingColumns(list, columns).length / list.columns.length
  const candidates = KNOWN_LISTS.filter((list) => (source ? list.source === source : share(list) >= 0.5))
  return candidates.toSorted((a, b) => share(b) - share(a))[0]
}

/** Returns the columns of a known list that a header lacks. */
export const missingColumns = (list: KnownList, columns: readonly string[]): string[] =>
  list.columns.filter((column) => !columns.includes(column))
