import { sql } from 'drizzle-orm'

/**
 * SQL for the live game of an item: `g` is the game that was chosen, `g.merged_into` the one it was merged into. Follows up to 99
 * merges, and looks for them only where there is one.
 */
export const LIVE_GAME = sql`case when g.merged_into is null then g.id else (
  with recursive line as (
    select next.id, next.merged_into, 1 as step from game next where next.id = g.merged_into
    union all
    select next.id, next.merged_into, line.step + 1 from game next join line on next.id = line.merged_into
    where line.step < 100
  ) select line.id from line where line.merged_into is null
) end`
