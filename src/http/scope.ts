import { Elysia } from 'elysia'
import { refuseRequest } from './problem'

/** Scopes that a token may have. */
export const SCOPES = ['read', 'self', 'export', 'curate', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

/** True if a word is a scope. */
export const isScope = (word: string): word is Scope => SCOPES.some((scope) => scope === word)

/** Caller of a request, as the gate has read it from the token. `subject` is its `sub` claim. */
export type Caller = { subject: string; scopes: ReadonlySet<Scope> }

const NO_CALLER: Caller = { subject: '', scopes: new Set() }

/**
 * Plugin with `caller` and `requestId` of a request and the macro `scope`, which refuses a token without that scope.
 *
 * Every module whose routes need a token uses it and guards them with a scope. A test fails for a route that has no scope and is
 * not public.
 */
export const access = new Elysia({ name: 'vestim.access' })
  .decorate('caller', NO_CALLER)
  .decorate('requestId', '')
  .macro({
    scope: (scope: Scope) => ({
      detail: { security: [{ bearer: [scope] }] },
      beforeHandle: ({ caller, requestId, set }) =>
        caller.scopes.has(scope)
          ? undefined
          : refuseRequest({ requestId, set }, 'forbidden', `This route needs a token with the scope ${scope}.`),
    }),
  })
