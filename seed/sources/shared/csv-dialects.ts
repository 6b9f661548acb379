import { IGDB_CSV_DIALECTS } from '../igdb-csv/row'
import { METACRITIC_DIALECTS } from '../metacritic/row'
import { VGSALES_DIALECTS } from '../vgsales/row'

/** One way in which the CSV lists of a source are written: the dataset it is kept as, and the columns it cannot do without. */
export type CsvDialect = { source: string; dataset: string; columns: readonly string[] }

const of = (source: string, dialects: readonly Omit<CsvDialect, 'source'>[]): CsvDialect[] =>
  dialects.map((dialect) => ({ source, ...dialect }))

/** Every CSV list that some source knows: a file is recognised among all of them, also to say whose it is instead. */
export const CSV_DIALECTS: readonly CsvDialect[] = [
  ...of('igdb-csv', IGDB_CSV_DIALECTS),
  ...of('metacritic', METACRITIC_DIALECTS),
  ...of('vgsales', VGSALES_DIALECTS),
]

/**
 * The dialect a header is written in: of those whose columns are all there, the one with the most.
 *
 * The most, because one list may be another with columns added, or share the names of its columns by chance.
 */
export function recognise(columns: readonly string[]): CsvDialect | undefined {
  const complete = CSV_DIALECTS.filter((dialect) => missingOf(dialect, columns).length === 0)
  return complete.toSorted((a, b) => b.columns.length - a.columns.length)[0]
}

/** The dialect a header comes nearest to, having at least half of its columns; `source` asks for one of that source, however far. */
export function nearestDialect(columns: readonly string[], source?: string): CsvDialect | undefined {
  const share = (dialect: CsvDialect) => 1 - missingOf(dialect, columns).length / dialect.columns.length
  const candidates = CSV_DIALECTS.filter((dialect) => (source ? dialect.source === source : share(dialect) >= 0.5))
  return candidates.toSorted((a, b) => share(b) - share(a))[0]
}

/** The columns of a dialect that a header lacks. */
export const missingOf = (dialect: CsvDialect, columns: readonly string[]): string[] =>
  dialect.columns.filter((column) => !columns.includes(column))
