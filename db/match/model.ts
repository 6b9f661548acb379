import { sql } from 'drizzle-orm'
import type { MatchModel } from '#catalogue/match/comparison-levels'
import { SHIPPED_MODEL } from '#catalogue/match/weights'
import { type Db, rowsOf } from '#db/stores'

/**
 * The scale in force: that learned here last, or the one that ships. A level that is younger than the lesson is worth what it
 * ships with.
 */
export async function findMatchModel(db: Db): Promise<MatchModel> {
  const [latest] = await rowsOf<{ scale: MatchModel }>(
    db,
    sql`select scale from match_weights order by version desc limit 1`,
  )
  return latest ? { ...latest.scale, weights: { ...SHIPPED_MODEL.weights, ...latest.scale.weights } } : SHIPPED_MODEL
}

/** Forgets whatever was learned here: the scale that ships is in force again. */
export async function dropMatchModels(db: Db): Promise<void> {
  await db.execute(sql`delete from match_weights`)
}

/** Stores a scale that was learned, with what they were learned from, and answers their version. */
export async function insertMatchModel(db: Db, scale: MatchModel, lesson: object): Promise<number> {
  const [stored] = await rowsOf<{ version: number }>(
    db,
    sql`insert into match_weights (scale, lesson)
      values (${JSON.stringify(scale)}::text::jsonb, ${JSON.stringify(lesson)}::text::jsonb) returning version`,
  )
  return stored?.version ?? 0
}
