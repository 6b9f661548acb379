import { Elysia } from 'elysia'
import { listKeys } from '#db/api-key/queries'
import { listSessions } from '#db/session/queries'
import { findOwner } from '#src/account/owner'
import type { Dependencies } from '#src/dependencies'
import { bodyDenials, denials, Problem, type RefusalContext, refuseRequest } from '#src/http/problem'
import { access } from '#src/http/scope'
import { AccountShape, toAccountShape } from '#src/wire/account'
import { refuseAttempt, refuseNobody, refuseWeak } from '#src/wire/account-refusal'
import { NO_QUERY } from '#src/wire/fields'
import {
  DeletedKey,
  EndedSession,
  KeyBody,
  KeyList,
  KeyParams,
  NewKeyShape,
  PasswordBody,
  SessionList,
  SessionParams,
} from './model'
import {
  createKey,
  endOwnSession,
  type PasswordOutcome,
  removeKey,
  replacePassword,
  toKey,
  toSessionItem,
} from './service'

const OWN = { 404: Problem, ...denials }

/** Returns the routes by which people see and change their own account. */
export const me = (dependencies: Dependencies) => {
  const { db } = dependencies.stores
  const originOf = (request: Request, requestId: string) => ({ network: dependencies.networkFor(request), requestId })
  return new Elysia({ name: 'vestim.me', prefix: '/v1/me', tags: ['accounts'] })
    .use(access)
    .guard({ scope: 'self' })
    .get(
      '',
      async ({ caller, requestId, set }) => {
        const owner = await findOwner(dependencies, caller)
        return owner ? toAccountShape(owner) : refuseNobody({ requestId, set })
      },
      {
        query: NO_QUERY,
        response: { 200: AccountShape, ...OWN },
        detail: {
          summary: 'Read the own account',
          description: 'The account of the token. A token of the command line, or of a sign-in link, has none.',
        },
      },
    )
    .put(
      '/password',
      async ({ caller, body, request, requestId, set }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        if (!owner) return refuseNobody(to)
        const by = { owner, caller, origin: originOf(request, requestId) }
        const outcome = await replacePassword(dependencies, by, body)
        if (outcome !== 'changed') return refusePassword(to, outcome)
        const changed = await findOwner(dependencies, caller)
        return changed ? toAccountShape(changed) : refuseNobody(to)
      },
      {
        query: NO_QUERY,
        body: PasswordBody,
        response: { 200: AccountShape, ...OWN, ...bodyDenials },
        detail: {
          summary: 'Change the password',
          description:
            'Needs the current password. Every session but that of this request ends; API keys stay. A wrong current password counts as a failed sign-in.',
        },
      },
    )
    .get(
      '/sessions',
      async ({ caller, requestId, set }) => {
        const owner = await findOwner(dependencies, caller)
        if (!owner) return refuseNobody({ requestId, set })
        const sessions = await listSessions(db, owner.id)
        return { items: sessions.map((each) => toSessionItem(each, caller)) }
      },
      {
        query: NO_QUERY,
        response: { 200: SessionList, ...OWN },
        detail: { summary: 'List the own sessions', description: 'Sign-ins of the account that have not ended.' },
      },
    )
    .delete(
      '/sessions/:id',
      async ({ caller, params, request, requestId, set }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        if (!owner) return refuseNobody(to)
        const by = { owner, origin: originOf(request, requestId) }
        const isEnded = await endOwnSession(dependencies, by, params.id.toLowerCase())
        return isEnded
          ? { id: params.id.toLowerCase() }
          : refuseRequest(to, 'no_such_session', 'This account has no such session: /v1/me/sessions lists them.')
      },
      {
        params: SessionParams,
        query: NO_QUERY,
        response: { 200: EndedSession, ...OWN },
        detail: {
          summary: 'End one of the own sessions',
          description: 'Its refresh token is refused at once, its access token within 5 seconds.',
        },
      },
    )
    .get(
      '/keys',
      async ({ caller, requestId, set }) => {
        const owner = await findOwner(dependencies, caller)
        return owner ? { items: (await listKeys(db, owner.id)).map(toKey) } : refuseNobody({ requestId, set })
      },
      {
        query: NO_QUERY,
        response: { 200: KeyList, ...OWN },
        detail: { summary: 'List the own API keys', description: 'Keys of the account, expired ones included.' },
      },
    )
    .post(
      '/keys',
      async ({ caller, body, request, requestId, set }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        if (!owner) return refuseNobody(to)
        if (caller.session === undefined) return refuseRequest(to, 'session_required', 'Sign in to make a key.')
        const made = await createKey(dependencies, { owner, origin: originOf(request, requestId) }, body)
        return typeof made === 'string' ? refuseKey(to, made) : made
      },
      {
        query: NO_QUERY,
        body: KeyBody,
        response: { 200: NewKeyShape, 409: Problem, ...OWN, ...bodyDenials },
        detail: {
          summary: 'Make an API key',
          description: 'The key is in this response only. It is sent as `X-Api-Key`, and cannot make other keys.',
        },
      },
    )
    .delete(
      '/keys/:id',
      async ({ caller, params, request, requestId, set }) => {
        const to = { requestId, set }
        const owner = await findOwner(dependencies, caller)
        if (!owner) return refuseNobody(to)
        const by = { owner, origin: originOf(request, requestId) }
        const isGone = await removeKey(dependencies, by, params.id)
        return isGone
          ? { id: params.id }
          : refuseRequest(to, 'no_such_key', 'This account has no such key: /v1/me/keys lists them.')
      },
      {
        params: KeyParams,
        query: NO_QUERY,
        response: { 200: DeletedKey, ...OWN },
        detail: { summary: 'Delete an API key', description: 'It is refused within 5 seconds.' },
      },
    )
}

function refusePassword(to: RefusalContext, outcome: Exclude<PasswordOutcome, 'changed'>) {
  if ('weakness' in outcome) return refuseWeak(to, outcome.weakness)
  return refuseAttempt(to, outcome) ?? refuseRequest(to, 'wrong_password', 'current: it is not the current password.')
}

const SCOPES_EXPECTED = 'scopes that the account has'

function refuseKey(to: RefusalContext, reason: 'scopes' | 'too_many_keys') {
  if (reason === 'too_many_keys') return refuseRequest(to, reason, 'Delete a key that is not needed any more.')
  return refuseRequest(to, 'invalid_request', `scopes: it takes ${SCOPES_EXPECTED}.`, [
    { in: 'body', name: 'scopes', expected: SCOPES_EXPECTED },
  ])
}
