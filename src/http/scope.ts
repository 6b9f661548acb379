import { Elysia } from 'elysia'
import { refuseRequest } from './problem'

/** What a token may be good for. */
export const SCOPES = ['read', 'self', 'export', 'curate', 'admin'] as const
export type Scope = (typeof SCOPES)[number]

/** Whether a word of a token names something a caller may be allowed to do. */
export const isScope = (word: string): word is Scope => SCOPES.some((scope) => scope === word)

/** Who asks, as the gate found out. */
export type Caller = { subject: string; scopes: ReadonlySet<Scope> }

const NOBODY: Caller = { subject: '', scopes: new Set() }

/**
 * What every route knows of its request, and the macro `scope`: the second layer behind the gate.
 *
 * Each module uses it and guards its routes; a route that names no scope and is not public fails a test.
 */
export const access = new Elysia({ name: 'vestim.access' })
  .decorate('caller', NOBODY)
  .decorate('requestId', '')
  .macro({
    scope: (scope: Scope) => ({
      detail: { security: [{ bearer: [scope] }] },
      beforeHandle: ({ caller, requestId, set }) =>
        caller.scopes.has(scope)
          ? undefined
          : refuseRequest({ requestId, set }, 'forbidden', `This needs a token with the scope ${scope}.`),
    }),
  })
