import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

/** Games whose provenance is read: all of them, or some chosen at random, always the same ones of a catalogue that does not change. */
export type QualitySample = { games: number; of: number; share: number }

/** Seed of the choice. */
const SEED = 1

/** Returns how many games a sample of about `most` games has, of how many live ones, and the share that is chosen (0 to 1). */
export async function planSample(db: Db, most: number): Promise<QualitySample> {
  const [counted] = await rowsOf<{ games: number }>(db, sql`select count(*)::int as games from game_figure`)
  const of = counted?.games ?? 0
  const share = of <= most ? 1 : most / of
  const [chosen] = await rowsOf<{ games: number }>(db, sql`select count(*)::int as games from ${sampledGames(share)}`)
  return { games: chosen?.games ?? 0, of, share }
}

/** Returns SQL for the ids of the games of a sample. The table of figures is narrow, so that reading it whole takes little time. */
export const sampledGames = (share: number) =>
  sql`(select game_id from game_figure tablesample bernoulli (${share * 100}::float4) repeatable (${SEED}::float8)) sampled`
