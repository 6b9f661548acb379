import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** True if a text is written like the id of a game. */
export const isGameId = (text: string): boolean => ID.test(text)

/** Returns the live game (not merged into another) with this slug or id. Follows up to 99 merges; `undefined` beyond these. */
export async function resolveRedirect(db: Db, slugOrId: string): Promise<{ id: string; slug: string } | undefined> {
  const named = isGameId(slugOrId) ? sql`g.id = ${slugOrId}::uuid` : sql`g.slug = ${slugOrId}`
  const [live] = await rowsOf<{ id: string; slug: string }>(
    db,
    sql`with recursive line as (
      select g.id, g.slug, g.merged_into, 1 as step from game g where ${named}
      union all
      select g.id, g.slug, g.merged_into, line.step + 1 from game g join line on g.id = line.merged_into where line.step < 100
    ) select id, slug from line where merged_into is null`,
  )
  return live
}

/** Returns the slug of the live game that a merged game leads to; `undefined` if there is none. */
export const findCurrentSlug = async (db: Db, id: string): Promise<string | undefined> =>
  (await resolveRedirect(db, id))?.slug
