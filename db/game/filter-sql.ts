import { arrayOverlaps, gte, inArray, lte, not, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { company } from '#db/company/table'
import { genre } from '#db/genre/table'
import { platform } from '#db/platform/table'
import { source } from '#db/source/table'
import type { GameFilters, SlugFilter } from './filters'
import { game } from './table'

type Vocabulary = typeof platform | typeof genre | typeof company | typeof source

/** Returns the ids of the slugs that exist. An unknown slug matches no game. */
const idsOf = (words: Vocabulary, slugs: readonly string[]): SQL =>
  sql`array(select ${words.id} from ${words} where ${inArray(words.slug, [...slugs])})`

const holds = (ids: PgColumn, words: Vocabulary, slugs: readonly string[]): SQL =>
  arrayOverlaps(ids, idsOf(words, slugs))

function slugSql(ids: PgColumn, words: Vocabulary, filter: SlugFilter = {}): SQL[] {
  const { any = [], all = [], none = [] } = filter
  const conditions = all.map((slug) => holds(ids, words, [slug]))
  if (any.length > 0) conditions.push(holds(ids, words, any))
  if (none.length > 0) conditions.push(not(holds(ids, words, none)))
  return conditions
}

function rangeSql({ yearFrom, yearTo, scoreMin, updatedSince }: GameFilters): SQL[] {
  const conditions: SQL[] = []
  if (yearFrom !== undefined) conditions.push(gte(game.year, yearFrom))
  if (yearTo !== undefined) conditions.push(lte(game.year, yearTo))
  if (scoreMin !== undefined) conditions.push(gte(game.scoreCritics, scoreMin))
  if (updatedSince !== undefined) conditions.push(sql`${game.updatedAt} >= ${updatedSince}::timestamptz`)
  return conditions
}

/** Returns one condition on `game` per filter, to be joined by `and`. Merged games are not excluded here. */
export function filterSql(filters: GameFilters): SQL[] {
  const conditions = [
    ...slugSql(game.platformIds, platform, filters.platform),
    ...slugSql(game.genreIds, genre, filters.genre),
    ...slugSql(game.companyIds, company, filters.company),
    ...rangeSql(filters),
  ]
  if (filters.source?.length) conditions.push(holds(game.sourceIds, source, filters.source))
  if (filters.kind?.length) conditions.push(inArray(game.kind, [...filters.kind]))
  return conditions
}
