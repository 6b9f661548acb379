import { changePassword } from '#db/account/change-password'
import type { Account } from '#db/account/queries'
import { type ApiKey, deleteKey, insertKey } from '#db/api-key/queries'
import { endSession } from '#db/session/end'
import type { Session } from '#db/session/queries'
import type { AuditOrigin } from '#src/account/audit'
import type { CredentialsOutcome } from '#src/account/credentials'
import { makeKey } from '#src/account/key-text'
import { scopesOfRole } from '#src/account/roles'
import { weaknessOf } from '#src/account/weak-password'
import type { Dependencies } from '#src/dependencies'
import { type Caller, withImplied } from '#src/http/scope'
import { scopesIn } from '#src/http/token'
import type { Key, KeyBody, SessionItem } from './model'

/** Most keys of one account. */
const MOST_KEYS = 50
const KEY_DAYS = 90

/** Outcome of a change of the password. */
export type PasswordOutcome = 'changed' | { weakness: string } | Exclude<CredentialsOutcome, { account: unknown }>

/** Changes the password of an account, whose current one must be given, and ends every session but that of the caller. */
export async function replacePassword(
  { stores: { db }, accounts }: Dependencies,
  { owner, caller, origin }: { owner: Account; caller: Caller; origin: AuditOrigin },
  { current, password }: { current: string; password: string },
): Promise<PasswordOutcome> {
  const weakness = weaknessOf(password, owner.email)
  if (weakness !== undefined) return { weakness }
  const outcome = await accounts.checkCredentials({ email: owner.email, password: current }, origin)
  if ('refused' in outcome) return outcome
  const passwordHash = await accounts.passwords.hash(password)
  if (passwordHash === 'full') return { refused: 'full' }
  const former = outcome.account.passwordHash
  const ended = await changePassword(db, { accountId: owner.id, passwordHash, former, keep: caller.session })
  if (!ended) return { refused: 'wrong_credentials' }
  accounts.live.forget(ended)
  await accounts.audit(origin, { event: 'password_changed', actor: owner.id, account: owner.id })
  return 'changed'
}

/** Returns a session as its owner sees it. */
export const toSessionItem = (
  { id, agent, startedAt, usedAt, expiresAt }: Session,
  { session }: Caller,
): SessionItem => ({
  id,
  current: id === session,
  agent,
  startedAt: startedAt.toISOString(),
  usedAt: usedAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
})

/** Ends a session of an account. Returns false if the account has no such session. */
export async function endOwnSession(
  { stores: { db }, accounts }: Dependencies,
  { owner, origin }: { owner: Account; origin: AuditOrigin },
  id: string,
): Promise<boolean> {
  const isEnded = await endSession(db, id, 'person', owner.id)
  accounts.live.forget([id])
  if (isEnded) await accounts.audit(origin, { event: 'session_ended', actor: owner.id, account: owner.id })
  return isEnded
}

/** Returns a key as its owner sees it. */
export const toKey = ({ id, name, scope, createdAt, expiresAt, usedAt }: ApiKey): Key => ({
  id,
  name,
  scopes: scopesIn(scope),
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt.toISOString(),
  usedAt: usedAt?.toISOString() ?? null,
})

/** Makes a key of an account. `scopes`: the account lacks one of them. */
export async function createKey(
  { stores: { db }, accounts }: Dependencies,
  { owner, origin }: { owner: Account; origin: AuditOrigin },
  { name, scopes, days = KEY_DAYS }: KeyBody,
): Promise<(Key & { key: string }) | 'scopes' | 'too_many_keys'> {
  const allowed = withImplied(scopesOfRole(owner.role))
  if (!scopes.every((scope) => allowed.has(scope))) return 'scopes'
  const { text, id, hash } = makeKey()
  const scope = [...new Set(scopes)].join(' ')
  const made = await insertKey(db, { id, accountId: owner.id, name, hash, scope, days }, MOST_KEYS)
  if (!made) return 'too_many_keys'
  await accounts.audit(origin, {
    event: 'key_created',
    actor: owner.id,
    account: owner.id,
    detail: { key: id, scope, days },
  })
  return { ...toKey(made), key: text }
}

/** Deletes a key of an account. Returns false if the account has no such key. */
export async function removeKey(
  { stores: { db }, accounts }: Dependencies,
  { owner, origin }: { owner: Account; origin: AuditOrigin },
  id: string,
): Promise<boolean> {
  const isGone = await deleteKey(db, id, owner.id)
  if (!isGone) return false
  accounts.keys.forget(id)
  await accounts.audit(origin, { event: 'key_deleted', actor: owner.id, account: owner.id, detail: { key: id } })
  return true
}
