import { jwt } from '@elysiajs/jwt'
import { Failure } from '#lib/errors'
import { type Caller, isScope, SCOPES, type Scope, withImplied } from './scope'

const ISSUER = 'vestimlib'
const AUDIENCE = 'vestimlib-api'
/** Longest validity of a token from the command line: 30 days. */
const MAX_AGE_SECONDS = 30 * 24 * 60 * 60
const MAX_TOKEN_CHARACTERS = 4096
const CACHED_MS = 5000
const MAX_CACHED_TOKENS = 10_000

const common = { algorithms: ['HS256'], issuer: ISSUER, audience: AUDIENCE, clockTolerance: 5 }

/**
 * Checks of each kind of token. By default the plugin checks only the signature and, if present, `exp` and `nbf`; the other
 * checks must be listed.
 *
 * `signCliToken` issues `cli+jwt`. No code of this release issues `at+jwt`, the access token of an account with a session (`sid`).
 */
const KINDS = [
  {
    ...common,
    typ: 'cli+jwt',
    requiredClaims: ['iss', 'aud', 'sub', 'jti', 'iat', 'exp', 'scope'],
    maxTokenAge: MAX_AGE_SECONDS,
  },
  {
    ...common,
    typ: 'at+jwt',
    requiredClaims: ['iss', 'aud', 'sub', 'sid', 'jti', 'iat', 'exp', 'scope'],
    maxTokenAge: '10m',
  },
]

/** Signing secrets: the current one, and the one before the last rotation. */
export type TokenSecrets = { jwtSecret: string; jwtSecretPrevious?: string | undefined }

/** Caller of a valid token; `until` is in milliseconds since 1970. */
type CachedCaller = { caller: Caller; until: number }

/** Returns the caller of a token; `undefined` unless this service has signed it and it is valid now. */
export type VerifyToken = (token: string) => Promise<Caller | undefined>

/**
 * Returns a verifier of tokens. It tries the current secret, then the one before the last rotation.
 *
 * The caller of a valid token is cached under the hash of the whole token, for at most 5 s and never past its expiry. Up to
 * 10,000 are cached.
 */
export function createVerifier({ jwtSecret, jwtSecretPrevious }: TokenSecrets): VerifyToken {
  const signers = [
    signerOf('current', jwtSecret),
    ...(jwtSecretPrevious ? [signerOf('previous', jwtSecretPrevious)] : []),
  ]
  const cache = new Map<string, CachedCaller>()
  return async (token) => {
    if (token.length > MAX_TOKEN_CHARACTERS) return undefined
    const key = Bun.CryptoHasher.hash('sha256', token, 'base64')
    const known = cache.get(key)
    if (known && known.until > Date.now()) return known.caller
    const verified = await verifyToken(signers, token)
    if (!verified) return undefined
    if (cache.size >= MAX_CACHED_TOKENS) cache.clear()
    cache.set(key, { caller: verified.caller, until: Math.min(Date.now() + CACHED_MS, verified.expiresMs) })
    return verified.caller
  }
}

/**
 * Returns the member of the JWT plugin that signs and verifies with this secret. The plugin is not added to the app, because
 * the app would then expose the secret.
 */
const signerOf = (name: string, secret: string, typ?: string) =>
  jwt({ name, secret, alg: 'HS256', ...(typ && { typ }) }).decorator[name]

type Signer = ReturnType<typeof signerOf>

/** Returns the caller and the expiry of a token, or `undefined` if no secret and kind accept it. */
async function verifyToken(signers: readonly Signer[], token: string) {
  for (const signer of signers)
    for (const kind of KINDS) {
      const claims = await signer?.verify(token, kind)
      if (claims) return { caller: callerOf(claims), expiresMs: Number(claims.exp) * 1000 }
    }
  return undefined
}

const callerOf = (claims: Record<string, unknown>): Caller => ({
  subject: String(claims.sub),
  scopes: withImplied(String(claims.scope).split(' ').filter(isScope)),
})

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
  const exp = Math.floor(Date.now() / 1000) + secondsOf(wanted.for)
  const signer = signerOf('current', secret, 'cli+jwt')
  if (!signer) throw new Error('the JWT plugin has no signer')
  return signer.sign({ iss: ISSUER, aud: AUDIENCE, sub: 'cli', jti: crypto.randomUUID(), scope, exp })
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
  if (seconds > 0 && seconds <= MAX_AGE_SECONDS) return seconds
  throw new Failure('usage', '--for takes a duration such as 30m, 12h or 7d, at most 30d.')
}
