import { pageOfHistory } from '#db/decision/game-history'
import { resolveRedirect } from '#db/game/redirect'
import type { Dependencies } from '#src/dependencies'
import { cursorScope, isForeignCursor, readPage } from '#src/http/page'
import type { HistoryPage, HistoryQuery } from './model'

/**
 * Returns one page of the history of a game, or of the game it was merged into, newest first; `bad_cursor` if the cursor does not
 * belong to this game, `undefined` if there is no such game.
 */
export async function listHistoryPage(
  { stores: { db }, cursors }: Dependencies,
  slug: string,
  query: HistoryQuery,
): Promise<HistoryPage | 'bad_cursor' | undefined> {
  const scope = cursorScope(`history:${slug}`, query)
  const game = await resolveRedirect(db, slug)
  if (!game) return isForeignCursor(cursors, scope, query) ? 'bad_cursor' : undefined
  const page = await readPage(cursors, query, {
    scope,
    rowsAfter: (after, limit) =>
      pageOfHistory(db, game.id, after && { position: String(after[0]), key: String(after[1]) }, limit),
    positionOf: ({ position, key }) => [position, key],
  })
  if (page === 'bad_cursor') return page
  return { ...page, items: page.items.map(({ position: _, key: __, ...event }) => event) }
}
