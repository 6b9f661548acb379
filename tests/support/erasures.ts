import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { insertAccount } from '#db/account/queries'
import type { Role } from '#db/account/table'
import type { Db } from '#db/stores'
import { rowsOf } from '#db/stores'

/** Returns a new directory for the file of erasures. */
export const newDataDir = (): string => mkdtempSync(join(tmpdir(), 'vestim-erasures-'))

/** Inserts an account with one session, one key, one security event and one decision, and returns its id. */
export async function insertPerson(db: Db, email: string, role: Role = 'reader'): Promise<string> {
  const made = await insertAccount(db, { email, passwordHash: 'x', role })
  const id = made?.id ?? ''
  const name = email.slice(0, email.indexOf('@'))
  await db.execute(sql`insert into session (id, account_id, agent, expires_at)
    values (uuidv7(), ${id}::uuid, ${`agent of ${name}`}, now() + interval '1 day')`)
  await db.execute(sql`insert into refresh_token (hash, session_id, expires_at)
    select ${`token of ${name}`}, id, now() + interval '1 day' from session where account_id = ${id}::uuid`)
  await db.execute(sql`insert into api_key (id, account_id, name, hash, scope, expires_at)
    values (${Bun.randomUUIDv7().slice(-8)}, ${id}::uuid, ${`key of ${name}`}, 'x', 'read', now() + interval '1 day')`)
  await db.execute(sql`insert into audit_log (event, actor, account_id) values ('login', ${id}, ${id}::uuid)`)
  await db.execute(sql`insert into decision (id, kind, author, decided_at) values (uuidv7(), 'link', ${id}, now())`)
  return id
}

/** Returns the texts of all rows of all tables that hold a text, each with the name of its table. */
export async function rowsWith(db: Db, text: string): Promise<{ table: string; row: string }[]> {
  const tables = await rowsOf<{ name: string }>(
    db,
    sql`select tablename as name from pg_tables where schemaname = 'public' order by tablename`,
  )
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await rowsOf<{ row: string }>(
        db,
        sql`select t::text as row from ${sql.identifier(name)} t where position(${text} in t::text) > 0`,
      )
      return rows.map(({ row }) => ({ table: name, row }))
    }),
  )
  return found.flat()
}
