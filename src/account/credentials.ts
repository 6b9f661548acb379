import { type Account, findAccountOf, replaceHash } from '#db/account/queries'
import { beginAttempt, cancelAttempt, forgetAttempts } from '#db/login/attempts'
import type { Db } from '#db/stores'
import type { Audit, AuditOrigin } from './audit'
import { isOutdated, type Passwords } from './password-hash'

/** Failures from which on each further one delays the next attempt. */
const DELAYED_FROM = 5

/** Address, normalised, and password of somebody who wants to prove who they are. */
export type LoginCredentials = { email: string; password: string }

/** Outcome of a check: the account, or the reason for none. `full`: too many passwords are being checked. */
export type CredentialsOutcome =
  | { account: Account }
  | { refused: 'wrong_credentials' | 'full' }
  | { refused: 'delayed'; retryAfterSeconds: number }

/** Checks a password. Unknown addresses, wrong passwords and disabled accounts have one outcome, after the same work. */
export type CheckCredentials = (given: LoginCredentials, origin: AuditOrigin) => Promise<CredentialsOutcome>

export type CredentialsOptions = { db: Db; passwords: Passwords; audit: Audit; jwtSecret: string }

/**
 * Returns the check of passwords. Each address is delayed by itself for each network, so that nobody can lock the owner out from
 * elsewhere.
 */
export function createCredentialsCheck({ db, passwords, audit, jwtSecret }: CredentialsOptions): CheckCredentials {
  const keyOf = createKeyOf(jwtSecret)
  const refuse = async (origin: AuditOrigin, account: Account | undefined, failures: number) => {
    await audit(origin, { event: 'login_failed', account: account?.id })
    if (failures === DELAYED_FROM) await audit(origin, { event: 'login_delayed', account: account?.id })
    return { refused: 'wrong_credentials' } as const
  }
  let checks = 0
  return async (given, origin) => {
    // Counted from the first look into the store on: a check that finds the queue full only later has cost two writes.
    if (passwords.isFull() || checks >= passwords.capacity) return { refused: 'full' }
    checks++
    try {
      return await check(given, origin)
    } finally {
      checks--
    }
  }
  async function check({ email, password }: LoginCredentials, origin: AuditOrigin): Promise<CredentialsOutcome> {
    const key = keyOf(email, origin.network)
    const attempt = await beginAttempt(db, key)
    if ('retryAfterSeconds' in attempt) return { refused: 'delayed', ...attempt }
    const account = await findAccountOf(db, email)
    const isRight = await passwords.verify(password, account?.passwordHash)
    if (isRight === 'full') {
      await cancelAttempt(db, key)
      return { refused: 'full' }
    }
    if (!isRight || !account || account.disabledAt) return refuse(origin, account, attempt.failures)
    await forgetAttempts(db, key)
    return { account: await withCurrentHash(db, passwords, account, password) }
  }
}

/** Returns a function that makes the key of an address and a network. Nobody can tell the address from it without the secret. */
function createKeyOf(jwtSecret: string): (email: string, network: string) => string {
  const keyed = new Bun.CryptoHasher('sha256', `vestim.login\0${jwtSecret}`)
  return (email, network) => keyed.copy().update(`${email}\0${network}`).digest('base64url')
}

/** Returns the account with a hash of today's parameters, which is stored if it had another one. */
async function withCurrentHash(db: Db, passwords: Passwords, account: Account, password: string): Promise<Account> {
  if (!isOutdated(account.passwordHash)) return account
  const passwordHash = await passwords.hash(password)
  const isReplaced = passwordHash !== 'full' && (await replaceHash(db, account.id, account.passwordHash, passwordHash))
  return isReplaced ? { ...account, passwordHash } : account
}
