import { sql } from 'drizzle-orm'
import { recordset } from '#db/postgres/recordset'
import type { Db } from '#db/stores'
import type { ChangeKind } from './table'

/** One change of a game; `into` is the game it was merged into or split from. */
export type GameChange = { gameId: string; kind: ChangeKind; into?: string }

/**
 * Inserts changes of games, each with the present version of its game, in the transaction that made them.
 *
 * Call it last: every other transaction that inserts changes waits until this one ends.
 */
export async function insertChanges(tx: Db, changes: readonly GameChange[], decisionId?: string): Promise<void> {
  if (changes.length === 0) return
  await tx.execute(sql`insert into game_change (game_id, kind, version, into_id, decision_id)
    select g.id, r.kind, g.version, r."into", ${decisionId ?? null}::uuid
    from ${recordset(changes, { gameId: 'uuid', kind: 'text', into: 'uuid' })} join game g on g.id = r."gameId"
    order by g.id, r.kind`)
}
