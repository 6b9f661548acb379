import type { CredentialsOutcome } from '#src/account/credentials'
import { type RefusalContext, refuseRequest } from '#src/http/problem'

/** Refuses a request whose password cannot be checked, because too many others wait. */
export function refuseFull(to: RefusalContext) {
  to.set.headers['retry-after'] = '1'
  return refuseRequest(to, 'overloaded', 'Too many passwords are being checked: try again in a second.')
}

/** Refuses a password that is too weak. `expected` is a description of a better one. */
export const refuseWeak = (to: RefusalContext, expected: string) =>
  refuseRequest(to, 'invalid_request', `password: it is too weak; it takes: ${expected}.`, [
    { in: 'body', name: 'password', expected },
  ])

/** Refuses a caller whose token has no account. */
export const refuseNobody = (to: RefusalContext) =>
  refuseRequest(to, 'no_such_account', 'This token has no account: sign in by /v1/auth/login.')

type Refused = Exclude<CredentialsOutcome, { account: unknown }>

/** Refuses somebody who must wait before the next attempt, or whose password cannot be checked; `undefined` for a wrong one. */
export function refuseAttempt(to: RefusalContext, outcome: Refused) {
  if (outcome.refused === 'full') return refuseFull(to)
  if (outcome.refused !== 'delayed') return undefined
  to.set.headers['retry-after'] = String(outcome.retryAfterSeconds)
  return refuseRequest(
    to,
    'too_many_attempts',
    `Too many failed attempts from here: try again in ${outcome.retryAfterSeconds} s.`,
  )
}

/** Refuses a sign-in. The same refusal for unknown addresses, wrong passwords and disabled accounts. */
export function refuseCredentials(to: RefusalContext) {
  to.set.headers['www-authenticate'] = 'Bearer'
  return refuseRequest(
    to,
    'wrong_credentials',
    'They do not belong together, or are over: check them. An administrator can set a new password with `bun run account password`.',
  )
}

/** Refuses a refresh token that is used, unknown or over. */
export function refuseOver(to: RefusalContext) {
  to.set.headers['www-authenticate'] = 'Bearer'
  return refuseRequest(
    to,
    'session_over',
    'The session has ended, or its refresh token was used already: sign in again.',
  )
}
