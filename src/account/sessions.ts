import type { Role } from '#db/account/table'
import { endSession } from '#db/session/end'
import { startLinkSession, startSession } from '#db/session/queries'
import { type ContinuedSession, findRefreshToken, rotateRefreshToken } from '#db/session/refresh'
import type { SessionEnd } from '#db/session/table'
import type { Db } from '#db/stores'
import { ACCESS_SECONDS, signToken, type TokenSecrets } from '#src/http/jwt'
import { CLI_SUBJECT } from '#src/http/token'
import type { Audit, AuditOrigin } from './audit'
import type { LiveSessions } from './live-sessions'
import { scopesOfRole } from './roles'
import { hashSecret, randomText } from './secret-text'

/** Tokens of a session: the access token with its validity in seconds, and the refresh token for the next ones. */
export type SessionTokens = { accessToken: string; expiresIn: number; refreshToken: string }

/** Client of a new session: its User-Agent, cut to 200 characters. */
export type SessionClient = { agent: string | null }

/** Account for which a session starts. */
export type SigningIn = { id: string; role: Role; passwordHash: string }

/** Starts, continues and ends sessions. */
export type Sessions = {
  /** Starts a session; `undefined` if the account is disabled or has another password now. */
  start: (account: SigningIn, client: SessionClient) => Promise<SessionTokens | undefined>
  /** Starts a session without an account. `scope` has words separated by spaces. */
  startLinked: (scope: string, client: SessionClient) => Promise<SessionTokens>
  /** Continues a session; `undefined` if it is over. A refresh token that was used before ends the session that it is of. */
  refresh: (token: string, origin: AuditOrigin) => Promise<SessionTokens | undefined>
  /** Ends the session of a refresh token, if there is one. */
  logout: (token: string, origin: AuditOrigin) => Promise<void>
}

export type SessionOptions = { db: Db; secrets: TokenSecrets; live: LiveSessions; audit: Audit }

/** Returns the sessions of a service. */
export function createSessions({ db, secrets, live, audit }: SessionOptions): Sessions {
  const tokensOf = async (session: string, subject: string, scope: string, refreshToken: string) => ({
    accessToken: await signToken(secrets, { kind: 'at+jwt', subject, scope, session, seconds: ACCESS_SECONDS }),
    expiresIn: ACCESS_SECONDS,
    refreshToken,
  })
  const end = async (id: string, reason: SessionEnd) => {
    const isEnded = await endSession(db, id, reason)
    live.forget([id])
    return isEnded
  }
  return {
    async start({ id, role, passwordHash }, { agent }) {
      const token = randomText()
      const session = await startSession(db, { accountId: id, passwordHash }, { tokenHash: hashSecret(token), agent })
      return session === undefined ? undefined : tokensOf(session, id, scopesOfRole(role).join(' '), token)
    },
    async startLinked(scope, { agent }) {
      const token = randomText()
      const session = await startLinkSession(db, scope, { tokenHash: hashSecret(token), agent })
      return tokensOf(session, CLI_SUBJECT, scope, token)
    },
    async refresh(token, origin) {
      const next = randomText()
      const going = await rotateRefreshToken(db, hashSecret(token), hashSecret(next))
      if (going) return tokensOf(going.id, going.accountId ?? CLI_SUBJECT, scopeOf(going), next)
      const known = await findRefreshToken(db, hashSecret(token))
      if (known?.isUsed && (await end(known.sessionId, 'reuse')))
        await audit(origin, { event: 'refresh_reuse', account: known.accountId ?? undefined })
      return undefined
    },
    async logout(token, origin) {
      const known = await findRefreshToken(db, hashSecret(token))
      if (known && (await end(known.sessionId, 'logout')))
        await audit(origin, {
          event: 'logout',
          actor: known.accountId ?? CLI_SUBJECT,
          account: known.accountId ?? undefined,
        })
    },
  }
}

/** Returns the claim `scope` of a session: the scopes of the role of its account as it is now, or its own. */
const scopeOf = ({ role, scope }: ContinuedSession): string =>
  role === null ? (scope ?? '') : scopesOfRole(role).join(' ')
