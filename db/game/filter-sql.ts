import { gte, inArray, lte, not, type SQL, sql } from 'drizzle-orm'
import { company } from '#db/company/table'
import { genre } from '#db/genre/table'
import { platform } from '#db/platform/table'
import { source } from '#db/source/table'
import type { GameFilters, SlugFilter } from './filters'
import { listNumber } from './lists'
import { game } from './table'

const VOCABULARY = { platform, genre, company, source }
type WordKind = keyof typeof VOCABULARY

/** Returns the lists of the slugs that exist. An unknown slug matches no game. */
function listsOf(kind: WordKind, slugs: readonly string[]): SQL {
  const words = VOCABULARY[kind]
  return sql`array(select ${listNumber(kind, 0)}::integer + ${words.id} from ${words} where ${inArray(words.slug, [...slugs])})`
}

const isIn = (kind: WordKind, slugs: readonly string[]): SQL => sql`${game.lists} && ${listsOf(kind, slugs)}`

function slugSql(kind: WordKind, { any = [], all = [], none = [] }: SlugFilter = {}): SQL[] {
  const conditions = all.map((slug) => isIn(kind, [slug]))
  if (any.length > 0) conditions.push(isIn(kind, any))
  if (none.length > 0) conditions.push(not(isIn(kind, none)))
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

/** Returns one condition on `game` per filter of a search, to be joined by `and`. Merged games are not excluded here. */
export function filterSql(filters: GameFilters): SQL[] {
  const conditions = [
    ...slugSql('platform', filters.platform),
    ...slugSql('genre', filters.genre),
    ...slugSql('company', filters.company),
    ...rangeSql(filters),
  ]
  if (filters.source?.length) conditions.push(isIn('source', filters.source))
  if (filters.kind?.length) conditions.push(inArray(game.kind, [...filters.kind]))
  return conditions
}
