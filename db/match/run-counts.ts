import { sql } from 'drizzle-orm'
import { recordset } from '#db/postgres/recordset'
import type { Db } from '#db/stores'

/** A matched record. `lastRun`: the run that last changed it; `isUncounted`: that run has not counted its outcome yet. */
export type CountedRecord = { recordId: number; lastRun: number; isUncounted: boolean }

/** A resolved game with its records; the first one counts as its creator if it is new. */
export type CountedGame = { isNew: boolean; members: readonly CountedRecord[] }

type Outcome = 'linked' | 'new' | 'review'

type Counts = Record<Outcome, number> & { run: number }

/**
 * Adds the outcomes of records that are not counted yet to the counts of their runs: linked to a game, made a new game, or
 * waiting for review. `inReview`: the ids of the records that are in a review pair.
 */
export async function countOutcomes(
  tx: Db,
  games: readonly CountedGame[],
  inReview: ReadonlySet<number>,
): Promise<void> {
  const counts = new Map<number, Counts>()
  for (const game of games)
    game.members.forEach((member, at) => {
      if (!member.isUncounted) return
      const ofRun = counts.get(member.lastRun) ?? { run: member.lastRun, linked: 0, new: 0, review: 0 }
      ofRun[outcomeOf(game, at, inReview)]++
      counts.set(member.lastRun, ofRun)
    })
  if (counts.size === 0) return
  const rows = recordset([...counts.values()], { run: 'bigint', linked: 'int', new: 'int', review: 'int' })
  await tx.execute(sql`update ingest_run set records_linked = records_linked + r.linked,
      records_new = records_new + r."new", records_review = records_review + r.review
    from ${rows} where ingest_run.id = r.run`)
}

/** Returns the outcome of the member at an index. A record alone in its game and in review counts as `review`, not `new`. */
function outcomeOf({ isNew, members }: CountedGame, at: number, inReview: ReadonlySet<number>): Outcome {
  const [first] = members
  if (first && members.length === 1 && inReview.has(first.recordId)) return 'review'
  return isNew && at === 0 ? 'new' : 'linked'
}
