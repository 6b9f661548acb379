import { Elysia } from 'elysia'
import { type RefusalContext, refuseRequest } from './problem'

/** Scopes that a token may have. */
export const SCOPES = ['read', 'self', 'export', 'curate', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

/** True if a word is a scope. */
export const isScope = (word: string): word is Scope => SCOPES.some((scope) => scope === word)

/** Scopes that a scope grants besides itself. */
const IMPLIED: Record<Scope, readonly Scope[]> = {
  read: [],
  self: ['read'],
  export: ['read'],
  curate: ['read'],
  admin: SCOPES,
}

/** Returns the scopes of a token and those that they imply: `admin` implies all, each other one `read`. */
export const withImplied = (scopes: readonly Scope[]): ReadonlySet<Scope> =>
  new Set(scopes.flatMap((scope) => [scope, ...IMPLIED[scope]]))

/**
 * Caller of a request, as the gate has read it from the token or the API key. `subject` is the `sub` claim, or the account of the key;
 * `scopes` has the implied ones. `countedAs`: the name under which its requests are counted. `account` and `session` are absent if the caller has none: a key has no session.
 */
export type Caller = {
  subject: string
  scopes: ReadonlySet<Scope>
  countedAs: string
  account?: string
  session?: string
}

/** Returns the refusal of a caller whose token lacks the scope of a route; `undefined` if it has it. */
export const refuseScope = (to: RefusalContext, scope: Scope, { scopes }: Caller) =>
  scopes.has(scope) ? undefined : refuseRequest(to, 'forbidden', `This route needs a token with the scope ${scope}.`)

const GUEST = { subject: 'guest', scopes: withImplied(['read']) }

/** Returns the caller without a token, where GUEST lets such callers read. Those of one network are counted together. */
export const guestOf = (network: string): Caller => ({ ...GUEST, countedAs: `guest ${network}` })

/** True if a caller has no token. */
export const isGuest = ({ scopes }: Caller): boolean => scopes === GUEST.scopes

const NO_CALLER: Caller = { subject: '', scopes: new Set(), countedAs: '' }

/**
 * Plugin with `caller` and `requestId` of a request and the macros `scope` and `maxAge`. `scope` writes the scope of a route into its
 * `detail.security`, where the gate and the OpenAPI document read it, and refuses a token without it should the gate let one in.
 *
 * `maxAge` lets clients use a copy of the response for so many seconds before they ask again.
 *
 * Every module whose routes need a token uses it and guards them with a scope; a public route has `detail: { security: [] }`.
 * The gate does not route to a route that has neither.
 */
export const access = new Elysia({ name: 'vestim.access' })
  .decorate('caller', NO_CALLER)
  .decorate('requestId', '')
  .macro({
    scope: (scope: Scope) => ({
      detail: { security: [{ bearer: [scope] }] },
      beforeHandle: ({ caller, requestId, set }) => refuseScope({ requestId, set }, scope, caller),
    }),
    maxAge: (seconds: number) => ({
      beforeHandle: ({ set }) => {
        set.headers['cache-control'] = String(set.headers['cache-control']).replace('no-cache', `max-age=${seconds}`)
      },
    }),
  })
