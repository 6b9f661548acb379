import { Failure } from '#lib/errors'
import {
  createTokenReader,
  LINK_SECONDS,
  LONGEST_CLI_SECONDS,
  signToken,
  type TokenClaims,
  type TokenSecrets,
} from './jwt'
import { type Caller, isScope, SCOPES, type Scope, withImplied } from './scope'

export type { TokenSecrets } from './jwt'

const MAX_TOKEN_CHARACTERS = 4096
const CACHED_MS = 5000
const MAX_CACHED_TOKENS = 10_000

/** Subject of callers without an account: tokens of the command line, and sessions that began with a link. */
export const CLI_SUBJECT = 'cli'

/** Caller of a token, `undefined` unless it is valid; `until` is in milliseconds since 1970. */
type CachedCaller = { caller: Promise<Caller | undefined>; until: number }

/** Returns the caller of a token; `undefined` unless this service has signed it, it is valid now, and its session has not ended. */
export type VerifyToken = (token: string) => Promise<Caller | undefined>

/** Returns true if a session has not ended. */
export type IsAlive = (session: string) => Promise<boolean>

/**
 * Returns a verifier of tokens of the command line and of access tokens. `isAlive` is asked about the session of an access token, each
 * time.
 *
 * The caller of a token is cached under the hash of the whole token, for at most 5 s and never past its expiry. Up to 10,000 are
 * cached. Requests at the same moment share one check of their token.
 */
export function createVerifier(secrets: TokenSecrets, isAlive: IsAlive): VerifyToken {
  const read = createTokenReader(secrets, ['cli+jwt', 'at+jwt'])
  const cache = new Map<string, CachedCaller>()
  const look = async (token: string, key: string): Promise<Caller | undefined> => {
    const claims = await read(token)
    const entry = cache.get(key)
    if (!claims) cache.delete(key)
    else if (entry) entry.until = Math.min(Date.now() + CACHED_MS, Number(claims.exp) * 1000)
    return claims && callerOf(claims)
  }
  const callerIn = (token: string): Promise<Caller | undefined> => {
    const key = Bun.CryptoHasher.hash('sha256', token, 'base64')
    const known = cache.get(key)
    if (known && known.until > Date.now()) return known.caller
    if (cache.size >= MAX_CACHED_TOKENS) cache.clear()
    const caller = look(token, key)
    cache.set(key, { caller, until: Number.POSITIVE_INFINITY })
    return caller
  }
  return async (token) => {
    if (token.length > MAX_TOKEN_CHARACTERS) return undefined
    const caller = await callerIn(token)
    if (caller?.session === undefined) return caller
    return (await isAlive(caller.session)) ? caller : undefined
  }
}

/**
 * Returns the caller of a token. Only an access token has a session, and only its subject may be an account. Requests are counted by
 * account, without one by session, and without both by token.
 */
function callerOf({ sub, sid, jti, scope }: TokenClaims): Caller {
  const subject = String(sub)
  const scopes = withImplied(scopesIn(String(scope)))
  if (sid === undefined) return { subject, scopes, countedAs: `${subject} ${jti}` }
  const session = String(sid)
  if (subject === CLI_SUBJECT) return { subject, scopes, session, countedAs: `${subject} ${session}` }
  return { subject, scopes, session, account: subject, countedAs: subject }
}

/** Returns the scopes of the claim `scope`; words that are no scope are left out. */
export const scopesIn = (claim: string): Scope[] => claim.split(' ').filter(isScope)

/**
 * Signs a token for the command line. It has no session: it stays valid until it expires, or until its secret is neither the
 * current nor the previous one.
 *
 * `scope` is one or more scopes, separated by commas or spaces; `for` is a duration such as `30m`, `12h` or `7d`, at
 * most 30 days.
 *
 * @throws {Failure} `usage`
 */
export async function signCliToken(secret: string, wanted: { scope: string; for: string }): Promise<string> {
  const scope = scopesOf(wanted.scope).join(' ')
  const seconds = secondsOf(wanted.for)
  return signToken({ jwtSecret: secret }, { kind: 'cli+jwt', subject: CLI_SUBJECT, scope, seconds })
}

/**
 * Signs the code of a sign-in link, which starts one session with these scopes within 10 minutes.
 *
 * @throws {Failure} `usage`
 */
export async function signLinkCode(secret: string, scope: string): Promise<string> {
  const scopes = scopesOf(scope).join(' ')
  return signToken(
    { jwtSecret: secret },
    { kind: 'link+jwt', subject: CLI_SUBJECT, scope: scopes, seconds: LINK_SECONDS },
  )
}

function scopesOf(text: string): Scope[] {
  const words = new Set(text.split(/[\s,]+/).filter(Boolean))
  const scopes = [...words].filter(isScope)
  if (scopes.length > 0 && scopes.length === words.size) return scopes
  throw new Failure('usage', `--scope takes one or more of ${SCOPES.join(', ')}, separated by commas.`)
}

const UNITS: Record<string, number> = { m: 60, h: 3600, d: 86_400 }

function secondsOf(text: string): number {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? []
  const seconds = Number(count) * (UNITS[unit ?? ''] ?? 0)
  if (seconds > 0 && seconds <= LONGEST_CLI_SECONDS) return seconds
  throw new Failure('usage', '--for takes a duration such as 30m, 12h or 7d, at most 30d.')
}
