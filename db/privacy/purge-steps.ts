import { type SQL, sql } from 'drizzle-orm'
import { retryConflicts } from '#db/postgres/conflict'
import { type Db, rowsOf } from '#db/stores'
import { forgetAuthor, listOrphanedAuthors } from './authors'
import { eraseAccount, lockLedger } from './erase'
import { countUnused, listUnused, noteLastUse } from './inactive'
import { dropErasuresBefore, readLedger } from './ledger-file'

/** Rows of one transaction: a purge never holds others up for long. */
const BATCH_ROWS = 5000
const BATCH_ACCOUNTS = 20

/** Time before which a step ends what is kept, and the directory of the file of erasures. */
type Given = { before: Date; dataDir: string }

/** One step of a purge: `count` says how much there is to do, `run` does a part of it and says how much; 0 at the end. */
export type PurgeStep = {
  count: (db: Db, given: Given) => Promise<number>
  run: (db: Db, given: Given) => Promise<number>
}

const instant = (time: Date): SQL => sql`${time.toISOString()}::text::timestamptz`

async function numberOf(db: Db, statement: SQL): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(db, statement)
  return row?.count ?? 0
}

/** Returns a step that changes the rows of a table that pass a condition. `change` begins the statement. */
function rowStep(table: string, condition: (before: SQL) => SQL, change: SQL): PurgeStep {
  const name = sql.identifier(table)
  return {
    count: (db, { before }) =>
      numberOf(db, sql`select count(*)::int as count from ${name} where ${condition(instant(before))}`),
    run: (db, { before }) =>
      numberOf(
        db,
        sql`with due as (select ctid from ${name} where ${condition(instant(before))} limit ${BATCH_ROWS} for update skip locked),
          done as (${change} where ctid in (select ctid from due) returning 1)
          select count(*)::int as count from done`,
      ),
  }
}

const deletion = (table: string, condition: (before: SQL) => SQL): PurgeStep =>
  rowStep(table, condition, sql`delete from ${sql.identifier(table)}`)

/** A session has ended if somebody ended it, after 7 days without use, or after 30 days. */
const isEnded = (before: SQL): SQL =>
  sql`least(coalesce(ended_at, expires_at), used_at + interval '7 days') < ${before}`
const endedSessions = deletion('session', isEnded)

/** Steps of a purge, by the names that the register has for them. `authors` repairs what was on its way during an erasure. */
export const PURGE_STEPS: Readonly<Record<string, PurgeStep>> = {
  sessions: {
    count: endedSessions.count,
    run: (db, given) =>
      retryConflicts(() =>
        db.transaction(async (tx) => {
          await tx.execute(noteLastUse(isEnded(instant(given.before))))
          return endedSessions.run(tx, given)
        }),
      ),
  },
  invitations: deletion('invitation', (before) => sql`expires_at < ${before}`),
  attempts: deletion('login_attempt', (before) => sql`failed_at < ${before}`),
  links: deletion('spent_link', (before) => sql`expires_at < ${before}`),
  audit: {
    // The database itself keeps events for 12 months by its own clock, and deletes no others.
    count: (db) =>
      numberOf(db, sql`select count(*)::int as count from audit_log where at < now() - interval '12 months'`),
    run: (db) => numberOf(db, sql`select delete_old_audit_events()::int as count`),
  },
  refused: rowStep(
    'quarantine',
    (before) => sql`raw is not null and refused_at < ${before}`,
    sql`update quarantine set raw = null`,
  ),
  erasures: {
    async count(db, { before, dataDir }) {
      const { lines = [] } = (await readLedger(dataDir)) ?? {}
      const old = lines.filter(({ at }) => new Date(at) < before).length
      const rows = await numberOf(
        db,
        sql`select count(*)::int as count from erasure where erased_at < ${instant(before)}`,
      )
      return Math.max(old, rows)
    },
    run: (db, { before, dataDir }) =>
      db.transaction(async (tx) => {
        await tx.execute(lockLedger('alone'))
        const rows = await numberOf(
          tx,
          sql`with done as (delete from erasure where erased_at < ${instant(before)} returning 1) select count(*)::int as count from done`,
        )
        return Math.max(rows, await dropErasuresBefore(dataDir, before))
      }),
  },
  accounts: {
    count: (db, { before }) => countUnused(db, before),
    async run(db, { before, dataDir }) {
      const ids = await listUnused(db, before, BATCH_ACCOUNTS)
      let erased = 0
      for (const accountId of ids) {
        const outcome = await eraseAccount(db, { accountId, by: 'purge', dataDir, unusedSince: before })
        if (typeof outcome !== 'string') erased++
      }
      return erased
    },
  },
  authors: {
    count: async (db) => (await listOrphanedAuthors(db)).length,
    async run(db) {
      const orphaned = await listOrphanedAuthors(db)
      for (const id of orphaned) await db.transaction((tx) => forgetAuthor(tx, id))
      return orphaned.length
    },
  },
}
