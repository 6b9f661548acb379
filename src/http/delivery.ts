import { Elysia, ElysiaCustomStatusResponse } from 'elysia'
import { acceptsGzip } from './accept-encoding'
import { etagOf, isNotModified } from './etag'
import { gzipped } from './gzip'
import { isHead } from './head'
import { NO_STORE } from './headers'
import type { RefusalContext } from './problem'

/** Length of a body from which on it is compressed. */
const COMPRESSED_FROM = 1024

/** The duration of a search, which differs from one response to the next whose content is equal. In a text the quotes would be escaped. */
const DURATION = /"tookMs":\d+/

type Setting = { headers: RefusalContext['set']['headers']; status?: number | string }
type Delivered = { request: Request; set: Setting }

/**
 * Returns the hook that sends the JSON and the texts of routes: with an ETag, as 304 if the client has it already, and as gzip if the
 * client accepts it and it has more than 1 kB. A `Response` that a route makes itself, such as a stream, is left alone.
 */
export const delivery = () =>
  new Elysia({ name: 'vestim.delivery' }).mapResponse(
    { as: 'global' },
    ({ responseValue, request, set }) => deliver({ request, set }, responseValue) as Response | undefined, // safe: Elysia sends text and bytes, too
  )

function deliver(to: Delivered, value: unknown) {
  const isStatus = value instanceof ElysiaCustomStatusResponse
  const content: unknown = isStatus ? value.response : value
  const text = textOf(to.set, content)
  if (text === undefined) return undefined
  if (isStatus) to.set.status = value.code
  if (isStatus || !isHeldCopy(to, text)) return encoded(to, text)
  to.set.status = 304
  Reflect.deleteProperty(to.set.headers, 'content-type')
  return ''
}

/** Returns the text of a body, and sets its type if it is JSON; `undefined` for any other body. */
function textOf({ headers }: Setting, content: unknown): string | undefined {
  if (typeof content === 'string') return content
  if (content?.constructor !== Object && !Array.isArray(content)) return undefined
  headers['content-type'] ??= 'application/json'
  return JSON.stringify(content)
}

/** Sets the ETag of a body that may be kept, unless the route has set one. Returns true if the client has this content. */
function isHeldCopy({ request, set: { headers } }: Delivered, text: string): boolean {
  const control = headers['cache-control']
  if (control === undefined || control === NO_STORE) return false
  const etag = String(headers.etag ?? etagOf(text.replace(DURATION, '')))
  headers.etag = etag
  return isNotModified(request.headers, etag)
}

/** Returns the body to send. For HEAD, which sends none, it is empty, and not compressed only to learn its length. */
function encoded({ request, set: { headers } }: Delivered, text: string) {
  const isCompressed = text.length > COMPRESSED_FROM && acceptsGzip(request.headers.get('accept-encoding'))
  if (isCompressed) headers['content-encoding'] = 'gzip'
  if (!isHead(request)) return isCompressed ? gzipped(Buffer.from(text)) : text
  if (isCompressed) headers['transfer-encoding'] = 'chunked'
  else headers['content-length'] = Buffer.byteLength(text)
  return ''
}
