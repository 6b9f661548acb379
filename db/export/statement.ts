import { and, is, Param, Placeholder, SQL, type SQLChunk, sql } from 'drizzle-orm'
import type { ExportedGame } from '#catalogue/export/exported-game'
import type { SourceTraits } from '#catalogue/merge/golden'
import type { CatalogueRecord } from '#catalogue/record'
import type { RecordRef } from '#catalogue/record-ref'
import { gameChecks } from '#db/game/check-sql'
import { checksOf, type GameCriteria } from '#db/game/criteria'
import { LIVE } from '#db/game/page-sql'
import { checkValues, type Values } from '#db/game/values'
import { READ_YEAR, REF } from '#db/record/ref'

/** Records of a game: of a source that may not be redistributed only the identity, for the overrides that name it. */
export type ExportedRecord = SourceTraits & { ref: RecordRef; sourceId: number; record: CatalogueRecord | null }

/**
 * A game as it is read for an export. Platforms, genres and sources are ids. `records` is null if every source of the game may be
 * redistributed.
 */
export type ExportRow = Omit<ExportedGame, 'platforms' | 'genres' | 'attribution'> & {
  platformIds: number[]
  genreIds: number[]
  sourceIds: number[]
  records: ExportedRecord[] | null
}

/** Returns the statement that reads the games that pass the filters, by id. `restricted`: ids of sources that may not be redistributed. */
export function exportSql(criteria: GameCriteria, restricted: readonly number[]): SQL {
  const checks = checksOf(criteria)
  const where = bound(sql`${and(LIVE, ...gameChecks(checks))}`, checkValues(checks))
  const list = sql.raw(`'{${restricted.join()}}'::smallint[]`)
  return sql`select ${COLUMNS}, ${recordsSql(list)} as records from game where ${where} order by game.id`
}

/** Returns SQL with the values of its placeholders as parameters: a cursor is no prepared statement. */
function bound(statement: SQL, values: Values): SQL {
  const chunks = statement.queryChunks.map((chunk): SQLChunk => {
    if (is(chunk, SQL)) return bound(chunk, values)
    return is(chunk, Placeholder) ? new Param(values[chunk.name]) : chunk
  })
  return new SQL(chunks)
}

// Texts are compared byte by byte, so that lists have the same order in every database.
const COLUMNS = sql.raw(`game.id, game.slug, game.title, game.kind, game.year, game.released::text as released,
  game.released_precision as "releasedPrecision", game.score_critics as "scoreCritics", game.score_users as "scoreUsers",
  game.score_votes as "scoreVotes", game.sales_copies::float8 as "salesCopies", game.popularity::float8 as popularity,
  game.summary, game.website, game.alternative_names as "alternativeNames", game.platform_ids as "platformIds",
  game.genre_ids as "genreIds", game.source_ids as "sourceIds",
  (select coalesce(json_agg(json_build_object('slug', c.slug, 'name', c.name, 'role', g.role) order by g.role, c.slug collate "C"), '[]')
    from game_company g join company c on c.id = g.company_id where g.game_id = game.id) as companies,
  (select coalesce(json_agg(json_build_object('slug', s.slug, 'name', s.name) order by s.slug collate "C"), '[]')
    from game_series s where s.game_id = game.id) as series,
  (select coalesce(json_agg(json_build_object('source', e.source, 'id', e.id) order by e.source collate "C", e.id collate "C"), '[]')
    from external_id e where e.game_id = game.id) as ids`)

const recordsSql = (restricted: SQL): SQL => sql`case when game.source_ids && ${restricted} then (
  select coalesce(json_agg(json_build_object('ref', ${REF}, 'sourceId', s.id, 'trust', s.trust,
    'origin', s.origin, 'salesCount', s.sales_count, 'readYear', ${READ_YEAR}, 'record', case when s.redistributable then r.fields end) order by r.id), '[]')
  from match_link l join source_record r on r.id = l.record_id join source s on s.id = r.source_id
  where l.game_id = game.id) end`
