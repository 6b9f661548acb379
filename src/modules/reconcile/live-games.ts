import { listGameFacts } from '#db/game/facts'
import { findSummaries } from '#db/game/summaries'
import type { Dependencies } from '#src/dependencies'
import { toSummary } from '#src/wire/game-summary'
import type { Extended } from './properties'

/** Stores that the reconciliation service reads. */
export type ReconcileStores = Pick<Dependencies, 'stores' | 'slugCache'>

/** Returns the games of these ids with their facts, by the id in lower case; of a merged game the one that lives on. */
export async function findLiveGames(
  { stores: { db }, slugCache }: ReconcileStores,
  ids: readonly string[],
): Promise<Map<string, Extended>> {
  if (ids.length === 0) return new Map()
  const facts = await listGameFacts(db, ids)
  const rows = await findSummaries(
    db,
    facts.map(({ id }) => id),
  )
  const words = await slugCache.slugsFor(rows)
  const games = new Map(rows.map((row) => [row.id, toSummary(row, words)]))
  return new Map(
    facts.flatMap((found) => {
      const game = games.get(found.id)
      return game ? [[found.asked, { game, facts: found }] as const] : []
    }),
  )
}
