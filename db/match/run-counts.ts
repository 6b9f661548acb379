import { sql } from 'drizzle-orm'
import { recordset } from '#db/postgres/recordset'
import type { Db } from '#db/stores'

/** A decided record: the run that accepted it, and whether that run has still to count it. */
export type CountedRecord = { recordId: number; lastRun: number; isUncounted: boolean }

/** A decided game with its records, the first of which made it where it is new. */
export type CountedGame = { isNew: boolean; members: readonly CountedRecord[] }

type Counts = { run: number; linked: number; new: number; review: number }

/** Adds to each run what became of its records: they joined a game, made a new one, or wait for a person. */
export async function countOutcomes(
  tx: Db,
  games: readonly CountedGame[],
  doubted: ReadonlySet<number>,
): Promise<void> {
  const counts = new Map<number, Counts>()
  for (const game of games)
    game.members.forEach((member, at) => {
      if (!member.isUncounted) return
      const of = counts.get(member.lastRun) ?? { run: member.lastRun, linked: 0, new: 0, review: 0 }
      of[bandOf(game, at, doubted)]++
      counts.set(member.lastRun, of)
    })
  if (counts.size === 0) return
  const rows = recordset([...counts.values()], { run: 'bigint', linked: 'int', new: 'int', review: 'int' })
  await tx.execute(sql`update ingest_run set records_linked = records_linked + r.linked,
      records_new = records_new + r."new", records_review = records_review + r.review
    from ${rows} where ingest_run.id = r.run`)
}

/** A game of one doubtful record is not counted as new: a person may say that it is another one. */
function bandOf(
  { isNew, members }: CountedGame,
  at: number,
  doubted: ReadonlySet<number>,
): 'linked' | 'new' | 'review' {
  const [first] = members
  if (first && members.length === 1 && doubted.has(first.recordId)) return 'review'
  return isNew && at === 0 ? 'new' : 'linked'
}
