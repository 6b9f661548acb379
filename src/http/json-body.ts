import { Elysia } from 'elysia'
import type { Allowance } from './allowance'
import type { BodyReader, UnreadBody } from './body-bytes'
import { refuseInvalid } from './faults'
import { CSV_TYPE, FORM_TYPE, parseForm } from './form-body'
import { type ParsedJson, parseJson } from './json-text'
import { LIMITS } from './limits'
import { isValid } from './member-fault'
import { type RefusalContext, refuseRequest } from './problem'
import type { FindPlace, Route } from './routes'
import { access } from './scope'

export type JsonBodyOptions = { findPlace: FindPlace; reader: BodyReader; allowance: Pick<Allowance, 'enter'> }

/**
 * Returns the parser of the bodies of all routes that are registered after it: JSON that matches the schema of the route, the fields of
 * a form or the bytes of a CSV file where that schema says so, or a refusal. The body of a route that declares none is not read.
 *
 * It throws the refusal, because what a parser returns is the body. The error handler takes it out of the cause.
 */
export const jsonBodies = ({ findPlace, reader, allowance }: JsonBodyOptions) =>
  new Elysia({ name: 'vestim.json-bodies' })
    .use(access)
    .onParse({ as: 'global' }, async ({ request, path, caller, requestId, set }, contentType) => {
      const route = findPlace(path)?.routes.get(request.method)
      const schema = route?.body
      // A parser that returns undefined lets Elysia read the body in its own way, without these limits.
      if (!schema) return null
      const to = { requestId, set }
      const form = formFor(route, contentType)
      const bytes = await receive(to, { reader, body: request.body, contentType, form })
      const crowd =
        route.access !== 'public' &&
        (await allowance.enter({ answering: to, request, route, caller: caller.countedAs }))
      if (crowd) throw crowd
      const value = form === CSV ? bytes : parsedBody(to, route, bytes)
      // Elysia checks it again, but its error would first turn the whole body into a text.
      if (!isValid(schema, value)) throw refuseInvalid(to, { in: 'body', schema, value })
      return value
    })

/** Forms of bodies: the media type, and the name of it in words. */
const JSON_BODY = { type: 'application/json', name: 'JSON' }
const JSON_OR_CSV = {
  type: 'application/json',
  name: 'JSON or CSV',
  others: ', or as CSV, with `Content-Type: text/csv`',
}
const FORM = { type: FORM_TYPE, name: 'a form' }

const CSV = { type: CSV_TYPE, name: 'CSV' }

/** Returns the form of a body: CSV where the route takes it beside JSON and the client says so. */
function formFor({ takesForm, takesCsv }: Route, contentType: string) {
  if (takesCsv && mediaTypeOf(contentType) === CSV_TYPE) return CSV
  if (takesCsv) return JSON_OR_CSV
  return takesForm ? FORM : JSON_BODY
}

const mediaTypeOf = (contentType: string): string => contentType.split(';', 1)[0]?.trim().toLowerCase() ?? ''

const parsedBody = (to: RefusalContext, { takesForm, access }: Route, bytes: Uint8Array): unknown =>
  takesForm ? formOf(to, bytes) : jsonOf(to, bytes, access !== 'read')

/** Returns the value of a JSON body, or throws its refusal. */
function jsonOf(to: RefusalContext, bytes: Uint8Array, isStored: boolean): unknown {
  const parsed = parseJson(bytes, { isStored })
  if (!parsed.ok) throw refuseUnparsed(to, parsed)
  return parsed.value
}

/** Returns the fields of a form, or throws its refusal. */
function formOf(to: RefusalContext, bytes: Uint8Array): Record<string, string> {
  const parsed = parseForm(bytes)
  if (parsed.ok) return parsed.value
  throw parsed.reason === 'malformed'
    ? refuseRequest(to, 'malformed_request', 'The body is not a form in UTF-8: encode its values as in a URL.')
    : refuseRequest(to, 'invalid_request', 'Send each field of the form once.')
}

type Sent = { reader: BodyReader; body: Request['body']; contentType: string; form: BodyForm }

/** A form of a body; `others`: advice on the other types that the route takes. */
type BodyForm = { type: string; name: string; others?: string }

/** Returns the bytes of a body, or throws the refusal of one that has another type or does not arrive. */
async function receive(to: RefusalContext, { reader, body, contentType, form }: Sent): Promise<Uint8Array> {
  if (!body) throw refuseRequest(to, 'malformed_request', `The body is empty: send ${form.name}.`)
  const { type, name, others = '' } = form
  if (mediaTypeOf(contentType) !== type)
    throw refuseRequest(
      to,
      'malformed_request',
      `Send the body as ${others ? 'JSON' : name}, with \`Content-Type: ${type}\`${others}.`,
    )
  const bytes = await reader.read(body)
  if (typeof bytes === 'string') throw refuseUnread(to, bytes)
  return bytes
}

function refuseUnread(to: RefusalContext, reason: UnreadBody) {
  if (reason === 'too_large') return refuseRequest(to, 'body_too_large', 'Send a body of at most 1 MiB.')
  if (reason === 'broken_off') return refuseRequest(to, 'malformed_request', 'The body ended too early.')
  if (reason === 'too_many') {
    to.set.headers['retry-after'] = '1'
    return refuseRequest(to, 'overloaded', 'Too many bodies are being received: try again in a second.')
  }
  to.set.headers.connection = 'close'
  return refuseRequest(to, 'body_too_slow', `Send the whole body within ${LIMITS.bodyMs / 1000} seconds.`)
}

/** Returns the refusal of a JSON text that cannot be read. (Default of `name`: The body) */
export function refuseUnparsed(to: RefusalContext, { reason }: Extract<ParsedJson, { ok: false }>, name = 'The body') {
  if (reason === 'too_deep')
    return refuseRequest(to, 'malformed_request', `Nest arrays and objects at most ${LIMITS.bodyLevels} levels deep.`)
  if (reason === 'malformed')
    return refuseRequest(
      to,
      'malformed_request',
      `${name} is not valid JSON: send one document in UTF-8, without a byte order mark.`,
    )
  if (reason === 'too_many')
    return refuseRequest(
      to,
      'invalid_request',
      `Send at most ${LIMITS.bodyCommas} items and members in a body, and at most ${LIMITS.bodyMembers} members in an object.`,
    )
  return refuseRequest(
    to,
    'invalid_request',
    'The body has text with NUL or half a surrogate pair, or a number beyond 1.7e308: they cannot be stored.',
  )
}
