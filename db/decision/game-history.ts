import { type SQL, sql } from 'drizzle-orm'
import { isoTime } from '#db/postgres/iso-time'
import { type Db, rowsOf } from '#db/stores'
import { type Decision, namesGame } from './queries'

/** Every kind of event in the history of a game. */
export const HISTORY_KINDS = ['created', 'merged', 'split', 'decided'] as const
export type HistoryKind = (typeof HISTORY_KINDS)[number]

/** A decision in a history, without its rules and its override. */
export type HistoryDecision = Omit<Decision, 'rules' | 'lock' | 'word'>

/**
 * An event that made a game what it is. `game` was created, was merged into `other`, or was split from it; both are slugs, `null`
 * for a decision and for a game that was deleted. `decision`: the one that was made, or that caused the event.
 */
export type HistoryRow = {
  at: string
  position: string
  key: string
  kind: HistoryKind
  game: string | null
  other: string | null
  decision: HistoryDecision | null
}

/** Exact time and key of an event. */
export type HistoryPosition = { position: string; key: string }

/**
 * Returns at most `limit` events of a live game before a position, newest first: when it and the games merged into it were created,
 * merged and split, and the decisions that name one of its records.
 */
export const pageOfHistory = (
  db: Db,
  game: string,
  before: HistoryPosition | undefined,
  limit: number,
): Promise<HistoryRow[]> =>
  rowsOf<HistoryRow>(
    db,
    sql`with recursive family as (
      select ${game}::uuid as id
      union
      select g.id from game g join family f on g.merged_into = f.id
    ), event as (
      ${changesOf(sql`c.game_id in (select id from family)`)}
      union
      ${changesOf(sql`c.into_id in (select id from family)`)}
      union all
      select d.decided_at, d.id::text, 'decided', null, null, d.id from decision d where ${namesGame(game)}
    )
    select ${isoTime(sql`e.at`)} as at, e.at::text as position, e.key, e.kind, one.slug as game, other.slug as other,
      case when d.id is not null then json_build_object('id', d.id, 'kind', d.kind, 'author', d.author, 'reason', d.reason,
        'decidedAt', ${isoTime(sql`d.decided_at`)}, 'undoneAt', ${isoTime(sql`d.undone_at`)}, 'undoneBy', d.undone_by) end as decision
    from event e
    left join game one on one.id = e.game_id left join game other on other.id = e.into_id left join decision d on d.id = e.decision_id
    where ${before ? sql`(e.at, e.key) < (${before.position}::timestamptz, ${before.key})` : sql`true`}
    order by e.at desc, e.key desc limit ${limit}`,
  )

const changesOf = (isOfGame: SQL): SQL => sql`
  select c.changed_at as at, lpad(c.seq::text, 20, '0') as key, c.kind, c.game_id, c.into_id, c.decision_id
  from game_change c where c.kind in ('created', 'merged', 'split') and ${isOfGame}`
