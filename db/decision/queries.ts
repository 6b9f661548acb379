import { type SQL, sql } from 'drizzle-orm'
import type { Override } from '#catalogue/decision/override'
import type { ActiveRule, MatchRule } from '#catalogue/decision/rules'
import type { RecordRef } from '#catalogue/record-ref'
import type { WordMeaning } from '#catalogue/vocabulary/mapped-words'
import { isoTime } from '#db/postgres/iso-time'
import { type Db, rowsOf } from '#db/stores'
import type { DecisionKind } from './table'

/**
 * A decision as it is stored and exported. Its rules and its override (`lock`) name records, not games; `word` is what a word of
 * sources means. Times are ISO.
 */
export type Decision = {
  id: string
  kind: DecisionKind
  author: string
  reason: string | null
  decidedAt: string
  undoneAt: string | null
  undoneBy: string | null
  rules: MatchRule[]
  lock: { record: RecordRef; field: string; value: unknown } | null
  word: WordMeaning | null
}

const RULES = sql`coalesce((select json_agg(json_build_object('kind', r.kind,
    'one', json_build_object('source', r.source, 'dataset', r.dataset, 'key', r.source_key),
    'other', json_build_object('source', r.other_source, 'dataset', r.other_dataset, 'key', r.other_key))
    order by r.source, r.dataset, r.source_key, r.other_source, r.other_dataset, r.other_key)
  from match_rule r where r.decision_id = d.id), '[]')`

const OVERRIDE = sql`(select json_build_object('record', json_build_object('source', l.source, 'dataset', l.dataset, 'key', l.source_key),
    'field', l.field, 'value', l.value) from field_lock l where l.decision_id = d.id)`

const WORD = sql`(select json_build_object('kind', w.kind, 'word', w.word, 'source', w.source, 'slug', w.slug)
    from word_meaning w where w.decision_id = d.id)`

const WHOLE = sql`d.id, d.kind, d.author, d.reason, ${isoTime(sql`d.decided_at`)} as "decidedAt", ${isoTime(sql`d.undone_at`)} as "undoneAt",
  d.undone_by as "undoneBy", ${RULES} as rules, ${OVERRIDE} as lock, ${WORD} as word`

/** Returns the decision with this id, undone or not. */
export async function findDecision(db: Db, id: string): Promise<Decision | undefined> {
  const [found] = await rowsOf<Decision>(db, sql`select ${WHOLE} from decision d where d.id = ${id}::uuid`)
  return found
}

/** Returns at most `limit` decisions after a position, oldest first, including undone ones. */
export const listDecisions = (db: Db, after: { decidedAt: string; id: string } | undefined, limit: number) =>
  rowsOf<Decision>(
    db,
    sql`select ${WHOLE} from decision d
      where ${after ? sql`(d.decided_at, d.id) > (${after.decidedAt}::timestamptz, ${after.id}::uuid)` : sql`true`}
      order by d.decided_at, d.id limit ${limit}`,
  )

/** Filters of decisions; an absent one passes every decision. */
export type DecisionFilters = {
  /** Id of a game that has a record the decision names, today. */
  game?: string
  author?: string
  kind?: readonly DecisionKind[]
  /** Undone decisions only, or active ones only. */
  isUndone?: boolean
  /** Made at or after this instant (ISO 8601). */
  since?: string
}

/** Position of a decision in the order of time. `decidedAt` is exact to the microsecond, as it is stored. */
export type DecisionPosition = { decidedAt: string; id: string }

/** Returns at most `limit` decisions before a position that pass the filters, newest first, with their positions. */
export const pageOfDecisions = (
  db: Db,
  filters: DecisionFilters,
  before: DecisionPosition | undefined,
  limit: number,
): Promise<(Decision & { position: string })[]> =>
  rowsOf(
    db,
    sql`select ${WHOLE}, d.decided_at::text as position from decision d
      where ${sql.join([sql`true`, ...filterDecisions(filters), ...isBefore(before)], sql` and `)}
      order by d.decided_at desc, d.id desc limit ${limit}`,
  )

const isBefore = (before: DecisionPosition | undefined): SQL[] =>
  before ? [sql`(d.decided_at, d.id) < (${before.decidedAt}::timestamptz, ${before.id}::uuid)`] : []

function filterDecisions({ game, author, kind, isUndone, since }: DecisionFilters): SQL[] {
  return [
    ...(game === undefined ? [] : [namesGame(game)]),
    ...(author === undefined ? [] : [sql`d.author = ${author}`]),
    ...(kind === undefined ? [] : [sql`d.kind = any (${`{${kind.join()}}`}::text::text[])`]),
    ...(isUndone === undefined ? [] : [isUndone ? sql`d.undone_at is not null` : sql`d.undone_at is null`]),
    ...(since === undefined ? [] : [sql`d.decided_at >= ${since}::timestamptz`]),
  ]
}

/** Returns SQL that is true for a decision `d` that names a record of a game. A game's records are few, so the decisions that name them are found by index, and the order of all decisions is not read. */
export const namesGame = (game: string): SQL => sql`d.id in (
  with member as materialized (
    select s.slug as source, r.dataset, r.source_key as key
    from match_link l join source_record r on r.id = l.record_id join source s on s.id = r.source_id
    where l.game_id = ${game}::uuid
  )
  select m.decision_id from member r join match_rule m
    on m.source = r.source and m.source_key = r.key and m.dataset = r.dataset
  union select m.decision_id from member r join match_rule m
    on m.other_source = r.source and m.other_key = r.key and m.other_dataset = r.dataset
  union select l.decision_id from member r join field_lock l
    on l.source = r.source and l.source_key = r.key and l.dataset = r.dataset)`

/** Returns the rules of all decisions that are not undone, oldest first. */
export const listActiveRules = (db: Db): Promise<ActiveRule[]> =>
  rowsOf<ActiveRule>(
    db,
    sql`select r.kind, d.id as decision,
        json_build_object('source', r.source, 'dataset', r.dataset, 'key', r.source_key) as one,
        json_build_object('source', r.other_source, 'dataset', r.other_dataset, 'key', r.other_key) as other
      from match_rule r join decision d on d.id = r.decision_id where d.undone_at is null
      order by d.decided_at, d.id`,
  )

/** An override with the record that names its game. */
export type ActiveOverride = Override & { record: RecordRef }

/** Returns all overrides that are not undone, oldest first, each with the record that names its game. */
export const listActiveOverrides = (db: Db): Promise<ActiveOverride[]> =>
  rowsOf<ActiveOverride>(
    db,
    sql`select l.field, l.value, d.author, d.reason, ${isoTime(sql`d.decided_at`)} as at,
        json_build_object('source', l.source, 'dataset', l.dataset, 'key', l.source_key) as record
      from field_lock l join decision d on d.id = l.decision_id where d.undone_at is null order by d.decided_at, d.id`,
  )
