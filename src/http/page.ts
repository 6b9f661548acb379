import { type Digits, parseDigits } from './digits'

/** How many items a page holds where nobody says. */
const PAGE_SIZE = 20
/** 96 bits. */
const MARK_CHARACTERS = 16

/** The values that the last item of a page is sorted by, ending with what tells it from its equals. */
export type KeysetPosition = readonly (string | number | null)[]

/** Makes and reads cursors: positions in a list, bound to the order the list was asked for in. */
export type Cursors = {
  close: (order: string, position: KeysetPosition) => string
  /** `undefined` for whatever `close` did not make for this order. */
  open: (order: string, cursor: string) => KeysetPosition | undefined
}

/** Cursors marked with a key, so that the stores are only ever asked for positions that were given out. */
export function createCursors(secret: string): Cursors {
  const key = new Bun.CryptoHasher('sha256').update(`vestim.cursor\0${secret}`).digest()
  // Keyed once and copied for each mark: setting up the key costs twice what the mark does.
  const keyed = new Bun.CryptoHasher('sha256', key)
  const markOf = (order: string, body: string) =>
    keyed.copy().update(`${order}\0${body}`).digest('base64url').slice(0, MARK_CHARACTERS)
  return {
    close(order, position) {
      const body = Buffer.from(JSON.stringify(position)).toString('base64url')
      return `${body}.${markOf(order, body)}`
    },
    open(order, cursor) {
      const [body = '', mark, more] = cursor.split('.')
      if (more !== undefined || mark !== markOf(order, body)) return undefined
      return JSON.parse(Buffer.from(body, 'base64url').toString()) as KeysetPosition // safe: the mark says that `close` wrote it
    },
  }
}

/** What a list is asked for: how many items, and where they begin. */
export type PageQuery = { limit?: Digits; cursor?: string }

/** A list by the key it is sorted by: its rows after a position, and the position of a row. */
export type Keyset<Row> = {
  order: string
  rowsAfter: (after: KeysetPosition | undefined, limit: number) => Promise<Row[]>
  positionOf: (row: Row) => KeysetPosition
}

/** The number of items that a page is asked for. */
export const pageSizeOf = ({ limit }: PageQuery): number => parseDigits(limit) ?? PAGE_SIZE

/** One page of a list, and where the next one begins; `bad_cursor` where the cursor is not of this list. */
export async function readPage<Row>(
  cursors: Cursors,
  query: PageQuery,
  { order, rowsAfter, positionOf }: Keyset<Row>,
): Promise<{ items: Row[]; next: string | null } | 'bad_cursor'> {
  const after = query.cursor === undefined ? undefined : cursors.open(order, query.cursor)
  if (query.cursor !== undefined && !after) return 'bad_cursor'
  const limit = pageSizeOf(query)
  // One row more tells whether there is a next page.
  const rows = await rowsAfter(after, limit + 1)
  const items = rows.slice(0, limit)
  const last = rows.length > limit ? items.at(-1) : undefined
  return { items, next: last === undefined ? null : cursors.close(order, positionOf(last)) }
}

/** The `Link` header that leads to the next page: absolute where the public address is known, else relative. */
export function nextLink(
  requestUrl: string,
  cursor: string,
  publicUrl: string | undefined,
  parameter = 'cursor',
): string {
  const [address = '', question = ''] = requestUrl.split('?', 2)
  const path = address.slice(address.indexOf('/', address.indexOf('://') + 3))
  const kept = question.split('&').filter((part) => part !== '' && !part.startsWith(`${parameter}=`))
  const base = publicUrl?.replace(/\/+$/, '') ?? ''
  return `<${base}${path}?${[...kept, `${parameter}=${cursor}`].join('&')}>; rel="next"`
}
