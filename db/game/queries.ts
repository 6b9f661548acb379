import { sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Precision } from '#catalogue/record'
import { game } from './table'

/** Returns a column under the name of a member of the rows. `T` is the type of its values in both drivers. */
export const named = <T>(column: PgColumn, name: string) => sql<T>`${column}`.as(name)

/** Returns a bigint column as a number, exact up to 2^53: postgres.js returns a bigint as text. */
const large = (column: PgColumn, name: string) => sql<number | null>`${column}::float8`.as(name)

/** Columns of a game summary, named as the members of its rows. */
export const SUMMARY_COLUMNS = {
  id: game.id,
  slug: game.slug,
  title: game.title,
  sortTitle: named<string>(game.sortTitle, 'sortTitle'),
  kind: game.kind,
  year: game.year,
  released: game.released,
  releasedPrecision: named<Precision | null>(game.releasedPrecision, 'releasedPrecision'),
  scoreCritics: named<number | null>(game.scoreCritics, 'scoreCritics'),
  scoreUsers: named<number | null>(game.scoreUsers, 'scoreUsers'),
  scoreVotes: named<number | null>(game.scoreVotes, 'scoreVotes'),
  scoreBound: named<number | null>(game.scoreBound, 'scoreBound'),
  salesCopies: large(game.salesCopies, 'salesCopies'),
  popularity: large(game.popularity, 'popularity'),
  platformIds: named<number[]>(game.platformIds, 'platformIds'),
  genreIds: named<number[]>(game.genreIds, 'genreIds'),
}
