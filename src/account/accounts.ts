import type { Db } from '#db/stores'
import type { TokenSecrets } from '#src/http/jwt'
import type { Log } from '#src/http/log'
import { type Audit, createAudit } from './audit'
import { type CheckCredentials, createCredentialsCheck } from './credentials'
import { createLiveSessions, type LiveSessions } from './live-sessions'
import { createPasswords, type Passwords } from './password-hash'
import { createSessions, type Sessions } from './sessions'
import { createKeyVerifier, type KeyVerifier } from './verify-key'

/** Shared objects of the routes of accounts. */
export type Accounts = {
  audit: Audit
  passwords: Passwords
  checkCredentials: CheckCredentials
  live: LiveSessions
  sessions: Sessions
  keys: KeyVerifier
}

/** Creates what the routes of accounts share. */
export function createAccounts({ db, log, secrets }: { db: Db; log: Log; secrets: TokenSecrets }): Accounts {
  const audit = createAudit(db, log)
  const passwords = createPasswords()
  const live = createLiveSessions(db)
  return {
    audit,
    passwords,
    checkCredentials: createCredentialsCheck({ db, passwords, audit, jwtSecret: secrets.jwtSecret }),
    live,
    sessions: createSessions({ db, secrets, live, audit }),
    keys: createKeyVerifier(db),
  }
}
