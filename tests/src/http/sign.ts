import { createHmac } from 'node:crypto'
import { TEST_SECRET } from '#tests/support/client'

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Returns the claims of a valid token of the command line, issued now. */
export function goodClaims(): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000)
  return { iss: 'vestimlib', aud: 'vestimlib-api', sub: 'cli', jti: 'one', iat: now, exp: now + 600, scope: 'read' }
}

export type Forged = {
  header?: Record<string, unknown>
  claims?: Record<string, unknown>
  secret?: string
  digest?: 'sha256' | 'sha512'
}

/** Returns a token signed by hand, valid except for what is given. The plugin would refuse to sign some of these. */
export function forge({ header = {}, claims = {}, secret = TEST_SECRET, digest = 'sha256' }: Forged): string {
  const body = `${part({ alg: 'HS256', typ: 'cli+jwt', ...header })}.${part({ ...goodClaims(), ...claims })}`
  return `${body}.${createHmac(digest, secret).update(body).digest('base64url')}`
}
