import { jwt } from '@elysiajs/jwt'

const ISSUER = 'vestimlib'
const AUDIENCE = 'vestimlib-api'

/** Longest validity of a token from the command line: 30 days. */
export const LONGEST_CLI_SECONDS = 30 * 24 * 60 * 60
/** Validity of an access token: 10 minutes. */
export const ACCESS_SECONDS = 10 * 60
/** Validity of a sign-in link: 10 minutes. */
export const LINK_SECONDS = 10 * 60

const common = { algorithms: ['HS256'], issuer: ISSUER, audience: AUDIENCE, clockTolerance: 5 }
const CLAIMS = ['iss', 'aud', 'sub', 'jti', 'iat', 'exp', 'scope']

/**
 * Checks of each kind of token: of the command line, of a session, and of a sign-in link. By default the plugin checks only the
 * signature and, if present, `exp` and `nbf`; the other checks must be listed.
 */
const KINDS = {
  'cli+jwt': { ...common, typ: 'cli+jwt', requiredClaims: CLAIMS, maxTokenAge: LONGEST_CLI_SECONDS },
  'at+jwt': { ...common, typ: 'at+jwt', requiredClaims: [...CLAIMS, 'sid'], maxTokenAge: ACCESS_SECONDS },
  'link+jwt': { ...common, typ: 'link+jwt', requiredClaims: CLAIMS, maxTokenAge: LINK_SECONDS },
}

/** Kind of a token, as its `typ` says. */
export type TokenKind = keyof typeof KINDS

/** Signing secrets: the current one, and the one before the last rotation. */
export type TokenSecrets = { jwtSecret: string; jwtSecretPrevious?: string | undefined }

/** Claims of a valid token. */
export type TokenClaims = Readonly<Record<string, unknown>>

/**
 * Returns the member of the JWT plugin that signs and verifies with this secret. The plugin is not added to the app, because
 * the app would then expose the secret.
 */
const signerOf = (name: string, secret: string, typ?: string) =>
  jwt({ name, secret, alg: 'HS256', ...(typ && { typ }) }).decorator[name]

/** Claims of a token to sign; `seconds` is its validity. */
export type NewToken = { kind: TokenKind; subject: string; scope: string; seconds: number; session?: string }

/** Signs a token with the current secret. */
export async function signToken(
  { jwtSecret }: Pick<TokenSecrets, 'jwtSecret'>,
  { kind, subject, scope, seconds, session }: NewToken,
): Promise<string> {
  const signer = signerOf('current', jwtSecret, kind)
  if (!signer) throw new Error('the JWT plugin has no signer')
  const exp = Math.floor(Date.now() / 1000) + seconds
  const claims = { iss: ISSUER, aud: AUDIENCE, sub: subject, jti: crypto.randomUUID(), scope, exp }
  return signer.sign({ ...claims, ...(session !== undefined && { sid: session }) })
}

/** Returns the claims of a token of one of these kinds; `undefined` unless this service has signed it and it is valid now. */
export type ReadToken = (token: string) => Promise<TokenClaims | undefined>

/** Returns a reader of tokens of these kinds. It tries the current secret, then the one before the last rotation. */
export function createTokenReader(
  { jwtSecret, jwtSecretPrevious }: TokenSecrets,
  kinds: readonly TokenKind[],
): ReadToken {
  const signers = [
    signerOf('current', jwtSecret),
    ...(jwtSecretPrevious ? [signerOf('previous', jwtSecretPrevious)] : []),
  ]
  return async (token) => {
    for (const signer of signers)
      for (const kind of kinds) {
        const claims = await signer?.verify(token, KINDS[kind])
        if (claims) return claims
      }
    return undefined
  }
}
