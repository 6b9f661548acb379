import { type Digits, parseDigits } from './digits'
import { type RefusalContext, refuseRequest } from './problem'
import type { TokenSecrets } from './token'

/** Items per page by default. */
const PAGE_SIZE = 20
/** Length of a cursor's signature in base64url: 96 bits. */
const SIGNATURE_CHARACTERS = 16

/**
 * Sort values of the last item of a page, ending with one that is unique.
 *
 * @see https://use-the-index-luke.com/no-offset
 */
export type KeysetPosition = readonly (string | number | null)[]

/**
 * Makes and reads cursors. A cursor is a position in a list. `scope` names what the position depends on, such as the list and
 * its order: a cursor is valid only for the scope it was made for.
 */
export type Cursors = {
  make: (scope: string, position: KeysetPosition) => string
  /** Returns `undefined` unless `make` has made the cursor for this scope. */
  read: (scope: string, cursor: string) => KeysetPosition | undefined
}

/** Form of a cursor: a position and its signature. */
export const CURSOR_PATTERN = `^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{${SIGNATURE_CHARACTERS}}$`

/**
 * Returns cursors that are signed with a key made from the current secret, so that a client cannot make one itself. Those of the
 * previous secret stay valid.
 */
export function createCursors({ jwtSecret, jwtSecretPrevious }: TokenSecrets): Cursors {
  const sign = signerOf(jwtSecret)
  const signers = [sign, ...(jwtSecretPrevious ? [signerOf(jwtSecretPrevious)] : [])]
  return {
    make(scope, position) {
      const body = Buffer.from(JSON.stringify(position)).toString('base64url')
      return `${body}.${sign(scope, body)}`
    },
    read(scope, cursor) {
      const [body = '', signature, more] = cursor.split('.')
      if (more !== undefined || !signers.some((each) => each(scope, body) === signature)) return undefined
      return JSON.parse(Buffer.from(body, 'base64url').toString()) as KeysetPosition // safe: the signature shows that `make` wrote it
    },
  }
}

/** Returns a function that signs the text of a position in a list. */
function signerOf(secret: string): (scope: string, body: string) => string {
  const key = new Bun.CryptoHasher('sha256').update(`vestim.cursor\0${secret}`).digest()
  // Set up once and copied for each signature: setting up the key takes twice as long as signing.
  const keyed = new Bun.CryptoHasher('sha256', key)
  return (scope, body) => keyed.copy().update(`${scope}\0${body}`).digest('base64url').slice(0, SIGNATURE_CHARACTERS)
}

/** Advice on a cursor that was not made for a list. */
export const CURSOR_ADVICE =
  'Ask for the first page again, or send the cursor with the filters, words and order of the page it came from.'

/** Parameters that say how much of a page is shown, and not which items a list has: they may change from page to page. */
const SHOWN_BY: ReadonlySet<string> = new Set(['limit', 'cursor', 'fields', 'facets', 'explain'])

/** Returns the scope of the cursors of a list: its name and each parameter that chooses or orders its items, as it was sent. */
export function cursorScope(list: string, query: Readonly<Record<string, unknown>>): string {
  const chosen = Object.keys(query).filter((name) => query[name] !== undefined && !SHOWN_BY.has(name))
  return JSON.stringify([list, ...chosen.sort().map((name) => [name, query[name]])])
}

const CURSOR = new RegExp(CURSOR_PATTERN)

type QueryContext = RefusalContext & { query: Readonly<Record<string, unknown>> }

/**
 * Returns a transform hook for a route with a cursor: it refuses one that has not the form of a cursor, before the other parameters
 * are validated. (Default: `cursor`, of the form of `createCursors`, with `CURSOR_ADVICE`)
 */
export const refuseMalformedCursor =
  (advice = CURSOR_ADVICE, { name, form } = { name: 'cursor', form: CURSOR }) =>
  ({ query: { [name]: cursor }, requestId, set }: QueryContext): void => {
    if (cursor !== undefined && !form.test(String(cursor)))
      throw refuseRequest({ requestId, set }, 'bad_cursor', advice)
  }

/** Query of every paged list. `limit` is the number of items per page. (Default: 20) */
export type PageQuery = { limit?: Digits; cursor?: string }

/**
 * A list in keyset order. `scope` is its `cursorScope`. `rowsAfter` returns at most `limit` rows after a position, or from the start.
 * `positionOf` gets the index of the row in the page, too.
 */
export type Keyset<Row> = {
  scope: string
  rowsAfter: (after: KeysetPosition | undefined, limit: number) => Promise<Row[]>
  positionOf: (row: Row, at: number) => KeysetPosition
}

/** Returns the number of items that a query asks for. (Default: 20) */
export const pageSizeOf = ({ limit }: PageQuery): number => parseDigits(limit) ?? PAGE_SIZE

/** True for a cursor that was not made for this scope. Lists refuse it before their filters. */
export const isForeignCursor = (cursors: Cursors, scope: string, { cursor }: PageQuery): boolean =>
  cursor !== undefined && cursors.read(scope, cursor) === undefined

/**
 * Returns one page of a list and the cursor of the next one, `null` on the last page; `bad_cursor` if the cursor was
 * not made for this list, its filters and its order.
 */
export async function readPage<Row>(
  cursors: Cursors,
  query: PageQuery,
  { scope, rowsAfter, positionOf }: Keyset<Row>,
): Promise<{ items: Row[]; next: string | null } | 'bad_cursor'> {
  const after = query.cursor === undefined ? undefined : cursors.read(scope, query.cursor)
  if (query.cursor !== undefined && !after) return 'bad_cursor'
  const limit = pageSizeOf(query)
  // One more row than the page holds shows if there is a next page.
  const rows = await rowsAfter(after, limit + 1)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next: last === undefined ? null : cursors.make(scope, positionOf(last, limit - 1)) }
}

/**
 * Returns the `Link` header that leads to the next page: an absolute URL if `publicUrl` is set, else a relative one.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8288
 */
export function nextLink(
  requestUrl: string,
  cursor: string,
  publicUrl: string | undefined,
  parameter = 'cursor',
): string {
  const [address = '', question = ''] = requestUrl.split('?', 2)
  const path = address.slice(address.indexOf('/', address.indexOf('://') + 3))
  const kept = question.split('&').filter((part) => part !== '' && !part.startsWith(`${parameter}=`))
  const base = publicUrl?.replace(/(?<!\/)\/+$/, '') ?? ''
  return `<${base}${path}?${[...kept, `${parameter}=${cursor}`].join('&')}>; rel="next"`
}
