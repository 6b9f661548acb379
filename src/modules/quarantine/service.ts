import { listRefused } from '#db/quarantine/queries'
import type { Dependencies } from '#src/dependencies'
import { parseDigits } from '#src/http/digits'
import { readPage } from '#src/http/page'
import { listed } from '#src/wire/fields'
import type { QuarantinedRecord, QuarantinePage, QuarantineQuery } from './model'

/**
 * Returns one page of the records in quarantine, oldest first; `bad_cursor` if the cursor does not belong to this list.
 */
export async function listRefusedPage(
  { stores, cursors }: Dependencies,
  query: QuarantineQuery,
): Promise<QuarantinePage | 'bad_cursor'> {
  const asked = { sources: listed(query.source), codes: listed(query.reason), run: parseDigits(query.run) }
  const page = await readPage(cursors, query, {
    cursorScope: 'quarantine',
    rowsAfter: (after, limit) => listRefused(stores.db, asked, Number(after?.[0] ?? 0), limit),
    positionOf: ({ id }) => [id],
  })
  return page === 'bad_cursor' ? page : { ...page, items: page.items.map(toRefused) }
}

type Row = Awaited<ReturnType<typeof listRefused>>[number]

const toRefused = ({ code, refusedAt, ...refused }: Row): QuarantinedRecord => ({
  ...refused,
  reason: code,
  refusedAt: refusedAt.toISOString(),
})
