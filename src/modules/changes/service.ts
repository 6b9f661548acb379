import { findFeedEnd, listChanges } from '#db/change/queries'
import { isInFeedGap } from '#db/change/restart'
import type { Dependencies } from '#src/dependencies'
import { pageSizeOf } from '#src/http/page'
import type { Change, ChangePage, ChangeQuery } from './model'

/**
 * Returns one page of changes after a position in the feed, and its last position; `'restarted'` for a position that this feed never
 * gave, because a backup was restored.
 */
export async function readFeed({ stores }: Dependencies, query: ChangeQuery): Promise<ChangePage | 'restarted'> {
  const end = await findFeedEnd(stores.db)
  const after = query.after === 'now' ? end : Number(query.after ?? 0)
  if (after > end || (await isInFeedGap(stores.db, after))) return 'restarted'
  const limit = pageSizeOf(query)
  const rows = await listChanges(stores.db, after, limit + 1)
  const items = rows.slice(0, limit).map(toChange)
  return { items, next: items.at(-1)?.cursor ?? String(after), more: rows.length > limit }
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
