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

/** The kinds of token that open the gate. The plugin checks nothing of a token but its signature unless it is told to. */
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

export type TokenSecrets = { jwtSecret: string; jwtSecretPrevious?: string | undefined }

type Remembered = { caller: Caller; until: number }

/** The caller a token speaks for; `undefined` for every token that is not one of ours, in force, for this service. */
export type VerifyToken = (token: string) => Promise<Caller | undefined>

/**
 * Verifies tokens by the current secret, then by the one before the last rotation.
 *
 * What was found valid is remembered under the hash of the whole token for 5 s at most, and never past its end.
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

/** The one place that calls the plugin. Its secret stays out of the app, which never sees the plugin. */
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
 * A token for the command line: no session stands behind it, so it ends by its date or by changing the secret.
 *
 * `scope` is one or more scopes, separated by commas or spaces; `for` is a time such as `30m`, `12h` or `7d`, at most 30 days.
 *
 * @throws {Failure} `usage`
 */
export async function signCliToken(secret: string, wanted: { scope: string; for: string }): Promise<string> {
  const scope = scopesOf(wanted.scope).join(' ')
  const exp = Math.floor(Date.now() / 1000) + secondsOf(wanted.for)
  const signer = signerOf('current', secret, 'cli+jwt')
  if (!signer) throw new Error('the token plugin did not start')
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
  throw new Failure('usage', '--for takes a time such as 30m, 12h or 7d, at most 30d.')
}
