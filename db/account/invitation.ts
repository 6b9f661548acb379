import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { invitation, type Role } from './table'

/** An invitation to make. `codeHash` is the SHA-256 of its code. */
export type NewInvitation = { email: string; codeHash: string; role: Role; invitedBy: string }

/** Stores an invitation that is valid for a week; it replaces an earlier one of the address. Returns the time of its end. */
export async function upsertInvitation(db: Db, values: NewInvitation): Promise<Date> {
  const { codeHash, role, invitedBy } = values
  const expiresAt = sql`now() + interval '7 days'`
  const [made] = await db
    .insert(invitation)
    .values({ ...values, expiresAt })
    .onConflictDoUpdate({
      target: invitation.email,
      set: { codeHash, role, invitedBy, createdAt: sql`now()`, expiresAt },
    })
    .returning({ expiresAt: invitation.expiresAt })
  if (!made) throw new Error('insert into invitation returned no row')
  return made.expiresAt
}

/** True if an address has an invitation with this code that is valid now. */
export async function isInvited(db: Db, email: string, codeHash: string): Promise<boolean> {
  const found = await rowsOf(
    db,
    sql`select 1 from invitation where email = ${email} and code_hash = ${codeHash} and expires_at > now()`,
  )
  return found.length > 0
}

/**
 * Takes an invitation and makes its account with the invited role, in one statement. Returns the id of the account; `undefined` if the
 * invitation is wrong, used or over, or the address has an account.
 */
export async function acceptInvitation(
  db: Db,
  { email, codeHash, passwordHash }: { email: string; codeHash: string; passwordHash: string },
): Promise<string | undefined> {
  const [made] = await rowsOf<{ id: string }>(
    db,
    sql`with taken as (
        delete from invitation where email = ${email} and code_hash = ${codeHash} and expires_at > now() returning role
      )
      insert into account (id, email, password_hash, role)
      select ${Bun.randomUUIDv7()}::uuid, ${email}, ${passwordHash}, role from taken
      on conflict (email) do nothing returning id::text as id`,
  )
  return made?.id
}
