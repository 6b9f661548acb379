import { IGDB_CSV_DIALECTS } from '../igdb-csv/row'
import { METACRITIC_DIALECTS } from '../metacritic/row'
import { VGSALES_DIALECTS } from '../vgsales/row'

/** One way in which the CSV lists of a source are written: the dataset it is kept as, and the columns it cannot do without. */
export type KnownList = { source: string; dataset: string; columns: readonly string[] }

const of = (source: string, dialects: readonly Omit<KnownList, 'source'>[]): KnownList[] =>
  dialects.map((list) => ({ source, ...list }))

/** Every CSV list that some source knows: a file is recognised among all of them, also to say whose it is instead. */
export const KNOWN_LISTS: readonly KnownList[] = [
  ...of('igdb-csv', IGDB_CSV_DIALECTS),
  ...of('metacritic', METACRITIC_DIALECTS),
  ...of('vgsales', VGSALES_DIALECTS),
]

/**
 * The list a header is written in: of those whose columns are all there, the one with the most.
 *
 * The most, because one list may be another with columns added, or share the names of its columns by chance.
 */
export function recogniseList(columns: readonly string[]): KnownList | undefined {
  const complete = KNOWN_LISTS.filter((list) => missingColumns(list, columns).length === 0)
  return complete.toSorted((a, b) => b.columns.length - a.columns.length)[0]
}

/** The list a header comes nearest to, having at least half of its columns; `source` asks for one of that source, however far. */
export function nearestKnownList(columns: readonly string[], source?: string): KnownList | undefined {
  const share = (list: KnownList) => 1 - missingColumns(list, columns).length / list.columns.length
  const candidates = KNOWN_LISTS.filter((list) => (source ? list.source === source : share(list) >= 0.5))
  return candidates.toSorted((a, b) => share(b) - share(a))[0]
}

/** The columns of a list that a header lacks. */
export const missingColumns = (list: KnownList, columns: readonly string[]): string[] =>
  list.columns.filter((column) => !columns.includes(column))
