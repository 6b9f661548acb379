import { sql } from 'drizzle-orm'
import type { MatchModel } from '#catalogue/match/comparison-levels'
import { SHIPPED_MODEL } from '#catalogue/match/weights'
import { type Db, rowsOf } from '#db/stores'

/**
 * Returns the match model in force: the one trained last on the records of this store, or the shipped one. Comparison levels
 * that were added after the training have their shipped weight.
 */
export async function findMatchModel(db: Db): Promise<MatchModel> {
  const [latest] = await rowsOf<{ model: MatchModel }>(
    db,
    sql`select scale as model from match_weights order by version desc limit 1`,
  )
  return latest ? { ...latest.model, weights: { ...SHIPPED_MODEL.weights, ...latest.model.weights } } : SHIPPED_MODEL
}

/** Deletes every trained model, so that the shipped one is in force again. */
export async function dropMatchModels(db: Db): Promise<void> {
  await db.execute(sql`delete from match_weights`)
}

/** Stores a trained model, which is in force from now on, with the figures of its training, and returns its version. */
export async function insertMatchModel(db: Db, model: MatchModel, training: object): Promise<number> {
  const [stored] = await rowsOf<{ version: number }>(
    db,
    sql`insert into match_weights (scale, lesson)
      values (${JSON.stringify(model)}::text::jsonb, ${JSON.stringify(training)}::text::jsonb) returning version`,
  )
  return stored?.version ?? 0
}
