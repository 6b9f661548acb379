import { Elysia } from 'elysia'
import { findAccount } from '#db/account/queries'
import type { Dependencies } from '#src/dependencies'
import { CURSOR_ADVICE, nextLink, refuseMalformedCursor } from '#src/http/page'
import { bodyDenials, denials, Problem, type RefusalContext, refuseRequest } from '#src/http/problem'
import { access, type Caller } from '#src/http/scope'
import { AccountShape, toAccountShape } from '#src/wire/account'
import { NO_QUERY } from '#src/wire/fields'
import {
  AccountBody,
  AccountListQuery,
  AccountPage,
  AccountParams,
  AuditPage,
  AuditQuery,
  EndedSessions,
  InvitationBody,
  InvitationShape,
  RemovedAccount,
} from './model'
import {
  type AdminAct,
  changeAccountAs,
  endSessionsAs,
  eraseAs,
  inviteAs,
  listAccountPage,
  listAuditPage,
} from './service'

/** Returns the routes of administrators. */
export const admin = (dependencies: Dependencies) => {
  const { stores, config, networkFor } = dependencies
  const actOf = (caller: Caller, request: Request, requestId: string): AdminAct => ({
    actor: caller.subject,
    network: networkFor(request),
    requestId,
  })
  return new Elysia({ name: 'vestim.admin', prefix: '/v1/admin', tags: ['accounts'] })
    .use(access)
    .guard({ scope: 'admin' })
    .get(
      '/accounts',
      async ({ query, request, requestId, set }) => {
        const page = await listAccountPage(dependencies, query)
        if (page === 'bad_cursor') return refuseRequest({ requestId, set }, page, CURSOR_ADVICE)
        if (page.next) set.headers.link = nextLink(request.url, page.next, config.publicUrl)
        return page
      },
      {
        transform: refuseMalformedCursor(),
        query: AccountListQuery,
        response: { 200: AccountPage, ...denials },
        detail: { summary: 'List accounts', description: 'Accounts by address, disabled ones included.' },
      },
    )
    .get(
      '/accounts/:id',
      async ({ params, requestId, set }) => {
        const found = await findAccount(stores.db, params.id)
        return found ? toAccountShape(found) : refuseUnknown({ requestId, set })
      },
      {
        params: AccountParams,
        query: NO_QUERY,
        response: { 200: AccountShape, 404: Problem, ...denials },
        detail: { summary: 'Read one account', description: 'Address, role and state of an account.' },
      },
    )
    .patch(
      '/accounts/:id',
      async ({ params, body, caller, request, requestId, set }) => {
        const to = { requestId, set }
        const changed = await changeAccountAs(
          dependencies,
          actOf(caller, request, requestId),
          params.id.toLowerCase(),
          body,
        )
        if (changed === 'no_such_account') return refuseUnknown(to)
        if (changed === 'last_administrator')
          return refuseRequest(to, changed, 'Make another account an administrator first.')
        return toAccountShape(changed)
      },
      {
        params: AccountParams,
        query: NO_QUERY,
        body: AccountBody,
        response: { 200: AccountShape, 404: Problem, 409: Problem, ...denials, ...bodyDenials },
        detail: {
          summary: 'Change the role or the state of an account',
          description:
            'Its sessions end if its role changes or it is disabled. The last administrator can neither be disabled nor get another role.',
        },
      },
    )
    .delete(
      '/accounts/:id',
      async ({ params, caller, request, requestId, set }) => {
        const to = { requestId, set }
        const id = params.id.toLowerCase()
        const outcome = await eraseAs(dependencies, actOf(caller, request, requestId), id)
        if (outcome === 'no_such_account') return refuseUnknown(to)
        if (outcome === 'last_administrator')
          return refuseRequest(to, outcome, 'Make another account an administrator first.')
        return { id }
      },
      {
        params: AccountParams,
        query: NO_QUERY,
        response: { 200: RemovedAccount, 404: Problem, 409: Problem, ...denials },
        detail: {
          summary: 'Erase an account',
          description:
            'Cannot be taken back: the account, its sessions, keys and collections are gone at once. Decisions about games stay, with `deleted` as their author.',
        },
      },
    )
    .delete(
      '/accounts/:id/sessions',
      async ({ params, caller, request, requestId, set }) => {
        const ended = await endSessionsAs(dependencies, actOf(caller, request, requestId), params.id.toLowerCase())
        return ended === undefined ? refuseUnknown({ requestId, set }) : { ended }
      },
      {
        params: AccountParams,
        query: NO_QUERY,
        response: { 200: EndedSessions, 404: Problem, ...denials },
        detail: { summary: 'End all sessions of an account', description: 'API keys of the account stay.' },
      },
    )
    .post(
      '/invitations',
      async ({ body, caller, request, requestId, set }) =>
        (await inviteAs(dependencies, actOf(caller, request, requestId), body)) ??
        refuseRequest({ requestId, set }, 'address_taken', 'Change the role of that account instead.'),
      {
        query: NO_QUERY,
        body: InvitationBody,
        response: { 200: InvitationShape, 409: Problem, ...denials, ...bodyDenials },
        detail: {
          summary: 'Invite an address',
          description:
            'The response has a code with which the owner of the address can make an account by `/v1/auth/register`, once, within 7 days. Nothing is mailed. Inviting an address again replaces its code.',
        },
      },
    )
    .get(
      '/audit',
      async ({ query, request, requestId, set }) => {
        const page = await listAuditPage(dependencies, query)
        if (page === 'bad_cursor') return refuseRequest({ requestId, set }, page, CURSOR_ADVICE)
        if (page.next) set.headers.link = nextLink(request.url, page.next, config.publicUrl)
        return page
      },
      {
        transform: refuseMalformedCursor(),
        query: AuditQuery,
        response: { 200: AuditPage, ...denials },
        detail: {
          summary: 'Read the audit log',
          description: 'Security events, newest first. They name accounts by id, and networks instead of addresses.',
        },
      },
    )
}

const refuseUnknown = (to: RefusalContext) =>
  refuseRequest(to, 'no_such_account', 'No account has this id: /v1/admin/accounts lists them.')
