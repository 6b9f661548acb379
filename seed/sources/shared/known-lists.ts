import { IGDB_CSV_DIALECTS } from '../igdb-csv/row'
import { METACRITIC_DIALECTS } from '../metacritic/row'
import { VGSALES_DIALECTS } from '../vgsales/row'

/** One known form of a source's CSV lists: the dataset it is stored as, and the columns it must have. */
export type KnownList = { source: string; dataset: string; columns: readonly string[] }

const of = (source: string, dialects: readonly Omit<KnownList, 'source'>[]): KnownList[] =>
  dialects.map((list) => ({ source, ...list }))

/** The known CSV lists of all sources. A file is compared with all of them, so that a message can name the right source. */
export const KNOWN_LISTS: readonly KnownList[] = [
  ...of('igdb-csv', IGDB_CSV_DIALECTS),
  ...of('metacritic', METACRITIC_DIALECTS),
  ...of('vgsales', VGSALES_DIALECTS),
]

/**
 * Returns the known list of a header: of the lists whose columns it has, the one with the most columns; `undefined` if there
 * is none.
 *
 * The most columns, because one list may be another one with columns added, or share its column names by chance.
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

/** Returns the columns of a list that a header lacks. */
export const missingColumns = (list: KnownList, columns: readonly string[]): string[] =>
  list.columns.filter((column) => !columns.includes(column))
