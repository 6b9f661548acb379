import { findFeedEnd, listChanges } from '#db/change/queries'
import type { Dependencies } from '#src/dependencies'
import { pageSizeOf } from '#src/http/page'
import type { Change, ChangePage, ChangeQuery } from './model'

/**
 * Position in the feed: a number without signature, because programs keep it for months, beyond a change of the secret.
 */
const POSITION = /^\d{1,15}$/

/**
 * Returns one page of changes after a position in the feed, and its last position; `bad_cursor` if `after` is no
 * position.
 */
export async function readFeed({ stores }: Dependencies, query: ChangeQuery): Promise<ChangePage | 'bad_cursor'> {
  const start = parsePosition(query.after)
  if (start === undefined) return 'bad_cursor'
  const after = Math.min(start, await findFeedEnd(stores.db))
  const limit = pageSizeOf(query)
  const rows = await listChanges(stores.db, after, limit + 1)
  const items = rows.slice(0, limit).map(toChange)
  return { items, next: items.at(-1)?.cursor ?? String(after), more: rows.length > limit }
}

function parsePosition(after: string | undefined): number | undefined {
  if (after === undefined) return 0
  if (after === 'now') return Number.POSITIVE_INFINITY
  return POSITION.test(after) ? Number(after) : undefined
}

type Row = Awaited<ReturnType<typeof listChanges>>[number]

function toChange({ seq, kind, gameId, slug, version, otherId, otherSlug, decisionId, changedAt }: Row): Change {
  const other = otherId === null ? null : { id: otherId, slug: otherSlug }
  return {
    cursor: String(seq),
    kind,
    game: { id: gameId, slug },
    version,
    changedAt: changedAt.toISOString(),
    into: kind === 'merged' ? other : null,
    from: kind === 'split' ? other : null,
    decision: decisionId,
  }
}
