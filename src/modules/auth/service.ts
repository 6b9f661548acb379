import { acceptInvitation, isInvited } from '#db/account/invitation'
import { findAccount, insertAccount } from '#db/account/queries'
import { spendLink } from '#db/login/spent-link'
import type { AuditOrigin } from '#src/account/audit'
import type { CredentialsOutcome } from '#src/account/credentials'
import { normalizeEmail } from '#src/account/email'
import { hashSecret } from '#src/account/secret-text'
import type { SessionClient, SessionTokens } from '#src/account/sessions'
import { weaknessOf } from '#src/account/weak-password'
import type { Dependencies } from '#src/dependencies'
import { createTokenReader } from '#src/http/jwt'
import { CLI_SUBJECT } from '#src/http/token'
import type { LoginBody, RegisterBody } from './model'

/** Origin of a request for the audit log, and its client for the session that it starts. */
export type Signing = AuditOrigin & SessionClient

/** Tokens of a new session, or the reason for none. */
export type SignInOutcome = { tokens: SessionTokens } | Exclude<CredentialsOutcome, { account: unknown }>

/** Signs somebody in by address and password. */
export async function signIn(
  { accounts }: Dependencies,
  { email, password }: LoginBody,
  signing: Signing,
): Promise<SignInOutcome> {
  const outcome = await accounts.checkCredentials({ email: normalizeEmail(email), password }, signing)
  if ('refused' in outcome) return outcome
  const { id } = outcome.account
  const tokens = await accounts.sessions.start(outcome.account, signing)
  if (!tokens) return { refused: 'wrong_credentials' }
  await accounts.audit(signing, { event: 'login', actor: id, account: id })
  return { tokens }
}

/** Outcome of a registration: tokens, a weakness of the password, or the reason for a refusal. */
export type RegisterOutcome =
  | { tokens: SessionTokens }
  | { weakness: string }
  | { refused: 'registration_closed' | 'registration_refused' | 'full' }

/**
 * Makes an account and signs its owner in. An invitation decides about the role; without one it is `reader`. A wrong invitation and an
 * address that has an account are refused alike.
 */
export async function registerAccount(
  dependencies: Dependencies,
  { email: sent, password, invitation }: RegisterBody,
  signing: Signing,
): Promise<RegisterOutcome> {
  const { config, accounts } = dependencies
  const { db } = dependencies.stores
  if (config.registration === 'closed') return { refused: 'registration_closed' }
  const email = normalizeEmail(sent)
  const weakness = weaknessOf(password, email)
  if (weakness !== undefined) return { weakness }
  const codeHash = hashSecret(invitation ?? '')
  const isByCode = config.registration === 'invite' || invitation !== undefined
  if (isByCode && !(await isInvited(db, email, codeHash))) return { refused: 'registration_refused' }
  const passwordHash = await accounts.passwords.hash(password)
  if (passwordHash === 'full') return { refused: 'full' }
  const id = isByCode
    ? await acceptInvitation(db, { email, codeHash, passwordHash })
    : (await insertAccount(db, { email, passwordHash, role: 'reader' }))?.id
  const tokens = id && (await startFirstSession(dependencies, id, signing))
  return tokens ? { tokens } : { refused: 'registration_refused' }
}

async function startFirstSession({ stores: { db }, accounts }: Dependencies, id: string, signing: Signing) {
  const made = await findAccount(db, id)
  const tokens = made && (await accounts.sessions.start(made, signing))
  if (tokens) await accounts.audit(signing, { event: 'account_registered', actor: id, account: id })
  return tokens
}

/** Starts a session with the code of a sign-in link; `undefined` if the code is wrong, over, or was used before. */
export type UseLink = (code: string, signing: Signing) => Promise<SessionTokens | undefined>

/** Returns the function that starts a session with the code of a sign-in link. */
export function createLinkUse({ stores: { db }, config, accounts }: Dependencies): UseLink {
  const read = createTokenReader(config, ['link+jwt'])
  return async (code, signing) => {
    const claims = await read(code)
    if (!claims || !(await spendLink(db, String(claims.jti), Number(claims.exp)))) return undefined
    const tokens = await accounts.sessions.startLinked(String(claims.scope), signing)
    await accounts.audit(signing, { event: 'link_used', actor: CLI_SUBJECT })
    return tokens
  }
}
