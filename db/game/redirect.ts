import { sql } from 'drizzle-orm'
import { type Db, rowsOf } from '#db/stores'

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** The game of a slug or id that lives: for a merged one the game it lives on in. */
export async function resolveRedirect(db: Db, slugOrId: string): Promise<{ id: string; slug: string } | undefined> {
  const named = ID.test(slugOrId) ? sql`g.id = ${slugOrId}::uuid` : sql`g.slug = ${slugOrId}`
  const [living] = await rowsOf<{ id: string; slug: string }>(
    db,
    sql`with recursive line as (
      select g.id, g.slug, g.merged_into, 1 as step from game g where ${named}
      union all
      select g.id, g.slug, g.merged_into, line.step + 1 from game g join line on g.id = line.merged_into where line.step < 100
    ) select id, slug from line where merged_into is null`,
  )
  return living
}
