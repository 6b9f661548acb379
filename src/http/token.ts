import { jwt } from '@elysiajs/jwt'
import { Failure } from '#lib/errors'
import { type Caller, isScope, SCOPES, type Scope } from './scope'

const ISSUER = 'vestimlib'
const AUDIENCE = 'vestimlib-api'
const LONGEST_SECONDS = 30 * 24 * 60 * 60
const LONGEST_TOKEN = 4096
const REMEMBERED_MS = 5000
const REMEMBERED_TOKENS = 10_000

const common = { algorithms: ['HS256'], issuer: ISSUER, audience: AUDIENCE, clockTolerance: 5 }

/** Kinds of token that are accepted. Every check is listed: by default the plugin checks the signature only. */
const KINDS = [
  {
    ...common,
    typ: 'cli+jwt',
    requiredClaims: ['iss', 'aud', 'sub', 'jti', 'iat', 'exp', 'scope'],
    maxTokenAge: LONGEST_SECONDS,
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

type Remembered = { caller: Caller; until: number }

/** Returns the caller of a token; `undefined` unless this service has signed it and it is valid now. */
export type VerifyToken = (token: string) => Promise<Caller | undefined>

/**
 * Returns a verifier of tokens, by the current secret and then by the one before the last rotation.
 *
 * A valid token is cached under the hash of its whole text, for at most 5 s and never past its expiry.
 */
export function createVerifier({ jwtSecret, jwtSecretPrevious }: TokenSecrets): VerifyToken {
  const signers = [
    signerOf('current', jwtSecret),
    ...(jwtSecretPrevious ? [signerOf('previous', jwtSecretPrevious)] : []),
  ]
  const remembered = new Map<string, Remembered>()
  return async (token) => {
    if (token.length > LONGEST_TOKEN) return undefined
    const key = Bun.CryptoHasher.hash('sha256', token, 'base64')
    const known = remembered.get(key)
    if (known && known.until > Date.now()) return known.caller
    const claims = await verifiedClaims(signers, token)
    if (!claims) return undefined
    if (remembered.size >= REMEMBERED_TOKENS) remembered.clear()
    remembered.set(key, { caller: claims.caller, until: Math.min(Date.now() + REMEMBERED_MS, claims.expires) })
    return claims.caller
  }
}

/**
 * Returns the signer of the JWT plugin. The plugin is not added to the app, because the app would then expose the
 * secret.
 */
const signerOf = (name: string, secret: string, typ?: string) =>
  jwt({ name, secret, alg: 'HS256', ...(typ && { typ }) }).decorator[name]

type Signer = ReturnType<typeof signerOf>

async function verifiedClaims(signers: readonly Signer[], token: string) {
  for (const signer of signers)
    for (const kind of KINDS) {
      const claims = await signer?.verify(token, kind)
      if (claims) return { caller: callerOf(claims), expires: Number(claims.exp) * 1000 }
    }
  return undefined
}

const callerOf = (claims: Record<string, unknown>): Caller => ({
  subject: String(claims.sub),
  scopes: new Set(String(claims.scope).split(' ').filter(isScope)),
})

/**
 * Signs a token for the command line. It has no session, so only its expiry or a change of the secret ends it.
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
  if (seconds > 0 && seconds <= LONGEST_SECONDS) return seconds
  throw new Failure('usage', '--for takes a duration such as 30m, 12h or 7d, at most 30d.')
}
