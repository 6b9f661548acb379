import { sql } from 'drizzle-orm'
import { wordKey } from '#catalogue/vocabulary/lookup'
import { recordset } from '#db/postgres/recordset'
import { type Db, rowsOf } from '#db/stores'
import type { Decision } from './queries'

/**
 * Stores decisions with their rules, overrides and words, and returns those that are new or newly undone. Of a stored decision only
 * its undoing is updated. Of two decisions with one id the undone one counts.
 */
export async function upsertDecisions(tx: Db, given: readonly Decision[]): Promise<Decision[]> {
  const decisions = foldById(given)
  const stored = await rowsOf<{ id: string }>(
    tx,
    sql`insert into decision (id, kind, author, reason, decided_at, undone_at, undone_by)
      select id, kind, author, reason, "decidedAt", "undoneAt", "undoneBy"
      from ${recordset(decisions, { id: 'uuid', kind: 'text', author: 'text', reason: 'text', decidedAt: 'timestamptz', undoneAt: 'timestamptz', undoneBy: 'text' })}
      on conflict (id) do update set undone_at = excluded.undone_at, undone_by = excluded.undone_by
        where decision.undone_at is null and excluded.undone_at is not null
      returning id`,
  )
  const ids = new Set(stored.map(({ id }) => id))
  const fresh = decisions.filter(({ id }) => ids.has(id))
  await insertRules(tx, fresh)
  await insertOverrides(tx, fresh)
  await insertWords(tx, fresh)
  return fresh
}

/** Keeps one decision per id, because Postgres refuses to upsert a row twice in one statement. */
function foldById(decisions: readonly Decision[]): Decision[] {
  const byId = new Map<string, Decision>()
  for (const decision of decisions)
    if (!byId.has(decision.id) || decision.undoneAt !== null) byId.set(decision.id, decision)
  return [...byId.values()]
}

async function insertRules(tx: Db, decisions: readonly Decision[]): Promise<void> {
  const rows = decisions.flatMap(({ id, rules }) =>
    rules.map(({ kind, one, other }) => ({
      decision_id: id,
      kind,
      source: one.source,
      dataset: one.dataset,
      source_key: one.key,
      other_source: other.source,
      other_dataset: other.dataset,
      other_key: other.key,
    })),
  )
  const columns = {
    decision_id: 'uuid',
    kind: 'text',
    source: 'text',
    dataset: 'text',
    source_key: 'text',
    other_source: 'text',
    other_dataset: 'text',
    other_key: 'text',
  }
  await tx.execute(sql`insert into match_rule select r.* from ${recordset(rows, columns)} on conflict do nothing`)
}

async function insertOverrides(tx: Db, decisions: readonly Decision[]): Promise<void> {
  const rows = decisions.flatMap(({ id, lock }) =>
    lock
      ? [
          {
            decision_id: id,
            source: lock.record.source,
            dataset: lock.record.dataset,
            source_key: lock.record.key,
            field: lock.field,
            value: lock.value,
          },
        ]
      : [],
  )
  const columns = {
    decision_id: 'uuid',
    source: 'text',
    dataset: 'text',
    source_key: 'text',
    field: 'text',
    value: 'jsonb',
  }
  await tx.execute(sql`insert into field_lock select r.* from ${recordset(rows, columns)} on conflict do nothing`)
}

/** Inserts the meanings of words. Those that are stored already were undone: their records have to be queued again. */
async function insertWords(tx: Db, decisions: readonly Decision[]): Promise<void> {
  const rows = decisions.flatMap(({ id, word }) =>
    word
      ? [
          {
            decision_id: id,
            kind: word.kind,
            key: wordKey(word.word),
            word: word.word,
            source: word.source,
            slug: word.slug,
          },
        ]
      : [],
  )
  const columns = { decision_id: 'uuid', kind: 'text', key: 'text', word: 'text', source: 'text', slug: 'text' }
  await tx.execute(sql`insert into word_meaning (decision_id, kind, key, word, source, slug) select r.* from ${recordset(rows, columns)}
    on conflict (decision_id) do update set is_queued = false`)
}
