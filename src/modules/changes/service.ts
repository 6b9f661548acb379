import { findFeedEnd, listChanges } from '#db/change/queries'
import type { Dependencies } from '#src/dependencies'
import { pageSizeOf } from '#src/http/page'
import type { Change, ChangePage, ChangeQuery } from './model'

/** Returns one page of changes after a position in the feed, and its last position. */
export async function readFeed({ stores }: Dependencies, query: ChangeQuery): Promise<ChangePage> {
  const after = Math.min(parsePosition(query.after), await findFeedEnd(stores.db))
  const limit = pageSizeOf(query)
  const rows = await listChanges(stores.db, after, limit + 1)
  const items = rows.slice(0, limit).map(toChange)
  return { items, next: items.at(-1)?.cursor ?? String(after), more: rows.length > limit }
}

const parsePosition = (after = '0'): number => (after === 'now' ? Number.POSITIVE_INFINITY : Number(after))

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
