import { eq, gt, max } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { game } from '#db/game/table'
import type { Db } from '#db/stores'
import { gameChange } from './table'

const other = alias(game, 'other')

/** Returns at most `limit` changes after a position in the feed, in order. A slug is null if the game was deleted. */
export const listChanges = (db: Db, after: number, limit: number) =>
  db
    .select({
      seq: gameChange.seq,
      kind: gameChange.kind,
      gameId: gameChange.gameId,
      slug: game.slug,
      version: gameChange.version,
      otherId: gameChange.intoId,
      otherSlug: other.slug,
      decisionId: gameChange.decisionId,
      changedAt: gameChange.changedAt,
    })
    .from(gameChange)
    .leftJoin(game, eq(game.id, gameChange.gameId))
    .leftJoin(other, eq(other.id, gameChange.intoId))
    .where(gt(gameChange.seq, after))
    .orderBy(gameChange.seq)
    .limit(limit)

/** Returns the position of the latest change in the feed; 0 before the first one. */
export async function findFeedEnd(db: Db): Promise<number> {
  const [latest] = await db.select({ seq: max(gameChange.seq) }).from(gameChange)
  return latest?.seq ?? 0
}
