import { findFeedEnd, listChanges } from '#db/change/queries'
import type { Dependencies } from '#src/dependencies'
import { pageSizeOf } from '#src/http/page'
import type { Change, ChangePage, ChangeQuery } from './model'

/** A place is a plain number and bears no mark: a mirror keeps it for months, and a new signing secret must not void it. */
const PLACE = /^\d{1,15}$/

/** What happened to games after a place in the feed, and the place reached; `bad_cursor` where `after` is no place. */
export async function readFeed({ stores }: Dependencies, query: ChangeQuery): Promise<ChangePage | 'bad_cursor'> {
  const asked = placeOf(query.after)
  if (asked === undefined) return 'bad_cursor'
  const after = Math.min(asked, await findFeedEnd(stores.db))
  const limit = pageSizeOf(query)
  const rows = await listChanges(stores.db, after, limit + 1)
  const items = rows.slice(0, limit).map(toChange)
  return { items, next: items.at(-1)?.cursor ?? String(after), more: rows.length > limit }
}

function placeOf(after: string | undefined): number | undefined {
  if (after === undefined) return 0
  if (after === 'now') return Number.POSITIVE_INFINITY
  return PLACE.test(after) ? Number(after) : undefined
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
