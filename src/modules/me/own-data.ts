import { Elysia } from 'elysia'
import { findAccount } from '#db/account/queries'
import { findOwner } from '#src/account/owner'
import type { Dependencies } from '#src/dependencies'
import { isHead } from '#src/http/head'
import type { Log } from '#src/http/log'
import { bodyDenials, denials, Problem, type RefusalContext, refuseRequest } from '#src/http/problem'
import { access, type Caller } from '#src/http/scope'
import { AccountShape, toAccountShape } from '#src/wire/account'
import { refuseAttempt, refuseNobody } from '#src/wire/account-refusal'
import { NO_QUERY } from '#src/wire/fields'
import { AddressBody, ErasedAccount, ErasureBody, PersonalFile } from './model'
import { eraseOwn, type OwnAct, type OwnOutcome, replaceAddress } from './own-account'
import { createOwnExports } from './own-export'

const OWN = { 404: Problem, ...denials }
const RETRY_SECONDS = '10'

const CORRECTION = {
  query: NO_QUERY,
  body: AddressBody,
  response: { 200: AccountShape, 409: Problem, ...OWN, ...bodyDenials },
  detail: {
    summary: 'Correct the own address',
    description: 'Needs the current password. Every session but that of this request ends.',
  },
}

const ERASURE = {
  query: NO_QUERY,
  body: ErasureBody,
  response: { 200: ErasedAccount, 409: Problem, ...OWN, ...bodyDenials },
  detail: {
    summary: 'Erase the own account',
    description:
      'Needs the current password, and cannot be taken back: the account, its sessions, keys and collections are gone at once. Decisions about games stay, with `deleted` as their author. The last administrator makes another one first.',
  },
}

const EXPORT = {
  query: NO_QUERY,
  response: { 200: PersonalFile, ...OWN },
  detail: {
    summary: 'Export what is kept about you',
    description:
      'One JSON with every row of every table that is about the account, out of one snapshot (Art. 15 and 20 of the GDPR), without hashes of passwords and tokens. It is whole if it is valid JSON.',
  },
}

/** Returns the routes by which people correct, take with them and erase what is kept about them. */
export function ownData(dependencies: Dependencies, log: Log) {
  const { db } = dependencies.stores
  const exportOwn = createOwnExports(dependencies, log)
  const actOf = createActOf(dependencies)
  return new Elysia({ name: 'vestim.own-data', prefix: '/v1/me', tags: ['accounts'] })
    .use(access)
    .guard({ scope: 'self' })
    .patch(
      '',
      async ({ caller, body, request, requestId, set }) => {
        const to = { requestId, set }
        const { by, refusal } = await actOf(caller, request, to)
        if (!by) return refusal
        const outcome = await replaceAddress(dependencies, by, body)
        if (outcome !== 'done') return refuseOwn(to, outcome)
        const changed = await findAccount(db, by.owner.id)
        return changed ? toAccountShape(changed) : refuseNobody(to)
      },
      CORRECTION,
    )
    .delete(
      '',
      async ({ caller, body, request, requestId, set }) => {
        const to = { requestId, set }
        const { by, refusal } = await actOf(caller, request, to)
        if (!by) return refusal
        const outcome = await eraseOwn(dependencies, by, body)
        return outcome === 'done' ? { id: by.owner.id } : refuseOwn(to, outcome)
      },
      ERASURE,
    )
    .get(
      '/export',
      async ({ caller, request, requestId, set, server }) => {
        const to = { requestId, set }
        const { by, refusal } = await actOf(caller, request, to)
        if (!by) return refusal
        if (isHead(request)) return new Response(new ReadableStream(), { headers: FILE_HEADERS })
        server?.timeout(request, 0)
        const body = await exportOwn(by, request.signal)
        return body === 'busy' ? refuseBusy(to) : new Response(body, { headers: FILE_HEADERS })
      },
      EXPORT,
    )
}

const FILE_HEADERS = {
  'content-type': 'application/json',
  'content-disposition': 'attachment; filename="my-data.json"',
}

/** Returns the function that finds the person of a caller, or refuses one without an account or with an API key. */
function createActOf(dependencies: Dependencies) {
  return async (caller: Caller, request: Request, to: RefusalContext) => {
    const owner = await findOwner(dependencies, caller)
    if (!owner) return { by: undefined, refusal: refuseNobody(to) }
    if (caller.session === undefined)
      return { by: undefined, refusal: refuseRequest(to, 'session_required', 'Sign in for that.') }
    const origin = { network: dependencies.networkFor(request), requestId: to.requestId }
    const by: OwnAct = { owner, caller, origin }
    return { by, refusal: undefined }
  }
}

function refuseBusy(to: RefusalContext) {
  to.set.headers['retry-after'] = RETRY_SECONDS
  return refuseRequest(to, 'overloaded', 'An export of yours, or two of others, are running: try again soon.')
}

function refuseOwn(to: RefusalContext, outcome: Exclude<OwnOutcome, 'done'>) {
  if (outcome === 'taken') return refuseRequest(to, 'address_taken', 'Choose another address.')
  if (outcome === 'last_administrator')
    return refuseRequest(to, outcome, 'Make another account an administrator first.')
  return refuseAttempt(to, outcome) ?? refuseRequest(to, 'wrong_password', 'password: it is not the current password.')
}
