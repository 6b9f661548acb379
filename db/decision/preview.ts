import { sql } from 'drizzle-orm'
import { applyOverrides, releaseOverrides } from '#catalogue/decision/override'
import type { GoldenGame, MergeRecord } from '#catalogue/merge/golden'
import { mergeRecords } from '#catalogue/merge/merge'
import { withMappedWords } from '#catalogue/vocabulary/mapped-words'
import { platformIdsOf } from '#db/game/vocabulary-ids'
import { REF } from '#db/record/ref'
import { type Db, rowsOf } from '#db/stores'
import { mappedWords } from '#db/vocabulary/mapping'
import { loadActiveDecisions } from './active'

/** A game in a preview, in brief. `records` is their number. */
export type PreviewGame = { slug: string; title: string; year: number | null; platformIds: number[]; records: number }

/** The games of a review pair as they are, and the game that they would be together. It has the slug of the older one. */
export type VerdictPreview = { games: [PreviewGame, PreviewGame]; merged: PreviewGame }

type PreviewRow = MergeRecord & { gameId: string; game: PreviewGame }

/** Returns what the verdicts on two records of these games would make. Reads their records only, and stores nothing. */
export async function previewVerdicts(db: Db, one: string, other: string): Promise<VerdictPreview | undefined> {
  const rows = await rowsOf<PreviewRow>(
    db,
    sql`select l.game_id as "gameId", s.trust, s.origin, s.sales_count as "salesCount", ${REF} as ref, r.fields as record,
        json_build_object('slug', g.slug, 'title', g.title, 'year', g.year, 'platformIds', g.platform_ids, 'records',
          (select count(*) from match_link same where same.game_id = g.id)) as game
      from match_link l join game g on g.id = l.game_id join source_record r on r.id = l.record_id join source s on s.id = r.source_id
      where l.game_id in (${one}::uuid, ${other}::uuid) order by r.id`,
  )
  const games = new Map(rows.map(({ gameId, game }) => [gameId, game]))
  const [first, second] = [games.get(one), games.get(other)]
  const oldest = rows[0]?.game
  if (!first || !second || !oldest) return undefined
  const golden = await mergeAll(db, rows)
  const { title, year = null } = golden
  const merged = { slug: oldest.slug, title, year, platformIds: platformIdsOf(golden), records: rows.length }
  return { games: [first, second], merged }
}

async function mergeAll(db: Db, rows: readonly PreviewRow[]): Promise<GoldenGame> {
  const words = await mappedWords(db)
  const { overridesOf } = await loadActiveDecisions(db)
  const overrides = overridesOf(rows.map(({ ref }) => ref))
  const records = rows.map((row) => ({ ...row, record: withMappedWords(row.record, words, row.ref.source) }))
  return applyOverrides(mergeRecords(records, releaseOverrides(overrides)), overrides)
}
