import { changeAddress } from '#db/account/change-address'
import type { Account } from '#db/account/queries'
import { eraseAccount } from '#db/privacy/erase'
import type { AuditOrigin } from '#src/account/audit'
import type { CredentialsOutcome } from '#src/account/credentials'
import { normalizeEmail } from '#src/account/email'
import { forgetErased } from '#src/account/erased'
import type { Dependencies } from '#src/dependencies'
import type { Caller } from '#src/http/scope'

/** The person who acts on the own account, and the origin of the request. */
export type OwnAct = { owner: Account; caller: Caller; origin: AuditOrigin }

/** Outcome of a change that needs the password. */
export type OwnOutcome = 'done' | 'taken' | 'last_administrator' | Exclude<CredentialsOutcome, { account: unknown }>

/** Changes the address of an account, whose password must be given, and ends every session but that of the caller. */
export async function replaceAddress(
  { stores: { db }, accounts }: Dependencies,
  { owner, caller, origin }: OwnAct,
  { email, password }: { email: string; password: string },
): Promise<OwnOutcome> {
  const outcome = await accounts.checkCredentials({ email: owner.email, password }, origin)
  if ('refused' in outcome) return outcome
  const former = outcome.account.passwordHash
  const change = { accountId: owner.id, email: normalizeEmail(email), former, keep: caller.session }
  const ended = await changeAddress(db, change)
  if (ended === 'taken') return ended
  if (!ended) return { refused: 'wrong_credentials' }
  accounts.live.forget(ended)
  await accounts.audit(origin, { event: 'address_changed', actor: owner.id, account: owner.id })
  return 'done'
}

/** Erases an account, whose password must be given. @throws {Failure} `ledger_failed` */
export async function eraseOwn(
  dependencies: Dependencies,
  { owner, origin }: OwnAct,
  { password }: { password: string },
): Promise<OwnOutcome> {
  const { stores, accounts, config } = dependencies
  const outcome = await accounts.checkCredentials({ email: owner.email, password }, origin)
  if ('refused' in outcome) return outcome
  const erased = await eraseAccount(stores.db, { accountId: owner.id, by: 'person', dataDir: config.dataDir })
  if (erased === 'last_administrator') return erased
  if (erased !== 'no_such_account') forgetErased(accounts, erased)
  await accounts.audit(origin, { event: 'account_erased', actor: owner.id, account: owner.id })
  return 'done'
}
