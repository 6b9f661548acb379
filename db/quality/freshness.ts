import { sql } from 'drizzle-orm'
import type { WordKind } from '#catalogue/vocabulary/mapped-words'
import { findMatchModel } from '#db/match/model'
import { bandSql, type ReviewBand } from '#db/match/review-filter'
import { isoTime } from '#db/postgres/iso-time'
import { type Db, rowsOf } from '#db/stores'

/** Last run of a source, and end of its last finished run. Times are ISO. */
export type SourceFreshness = {
  source: string
  lastRun: { id: number; status: string; startedAt: string } | null
  loadedAt: string | null
  ageDays: number | null
}

/** Returns how fresh each source is, by slug. */
export const listFreshness = (db: Db): Promise<SourceFreshness[]> =>
  rowsOf<SourceFreshness>(
    db,
    sql`select s.slug as source,
        (select json_build_object('id', r.id, 'status', r.status, 'startedAt', ${isoTime(sql`r.started_at`)})
          from ingest_run r where r.source_id = s.id order by r.id desc limit 1) as "lastRun",
        ${isoTime(sql`done.at`)} as "loadedAt", floor(extract(epoch from now() - done.at) / 86400)::float8 as "ageDays"
      from source s left join lateral (
        select max(r.finished_at) as at from ingest_run r where r.source_id = s.id and r.status = 'done'
      ) done on true order by s.slug`,
  )

/** Returns the number of open review pairs of each band that has any. */
export async function countReviewBands(db: Db): Promise<{ band: ReviewBand; pairs: number }[]> {
  const band = bandSql(await findMatchModel(db))
  return rowsOf(db, sql`select ${band} as band, count(*)::int as pairs from match_review m group by 1 order by 1`)
}

/** A word of a source that the vocabulary did not know, with the number of records that had it in the last finished run of each dataset. */
export type RunWord = { kind: WordKind; word: string; source: string; records: number }

/** Returns the unknown words that the last finished run of each dataset counted, the most frequent of a source first. Reads the runs only. */
export const listRunWords = (db: Db): Promise<RunWord[]> =>
  rowsOf<RunWord>(
    db,
    sql`with latest as (
      select distinct on (source_id, dataset) source_id, unknown_words from ingest_run
      where status = 'done' and not replays order by source_id, dataset, id desc
    )
    select rtrim(kind.name, 's') as kind, word.name as word, s.slug as source, sum(word.records::int)::int as records
    from latest join source s on s.id = latest.source_id cross join lateral jsonb_each(latest.unknown_words) kind (name, words)
    cross join lateral jsonb_each_text(kind.words) word (name, records)
    group by 1, 2, 3 order by records desc, 1, 2, 3`,
  )
