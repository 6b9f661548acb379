import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'
import { sampledGames } from './sample'

/** The number of fields of sampled games that a source states, and of those that it won: the game has its value. */
export type SourceWins = { source: string; stated: number; won: number }

/** Returns how many fields each source states and wins, by slug, as the provenance of the sampled games says. */
export const listWins = (db: Db, share: number): Promise<SourceWins[]> =>
  rowsOf<SourceWins>(
    db,
    sql`select source, count(*)::int as stated, (count(*) filter (where is_won))::int as won from (
        select game.id, claim.by -> 'by' ->> 'source' as source, bool_or(claim.is_won) as is_won
        from ${sampledGames(share)} join game on game.id = sampled.game_id
        cross join lateral jsonb_each(game.provenance) field (name, said)
        cross join lateral (
          select w, true from jsonb_array_elements(field.said -> 'winners') w
          union all select l, false from jsonb_array_elements(field.said -> 'losers') l
        ) claim (by, is_won)
        group by game.id, field.name, 2
      ) field group by source order by source collate "C"`,
  )
