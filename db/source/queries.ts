import { inArray, sql } from 'drizzle-orm'
import type { Licence, SalesCount } from '#catalogue/record'
import { statement } from '#db/postgres/statement'
import { type Db, rowsOf } from '#db/stores'
import { source } from './table'

/** Returns every source that was ever run, by slug. */
export const listSources = (db: Db) =>
  statement(db, 'sources', (name) => db.select().from(source).orderBy(source.slug).prepare(name)).execute()

/** Returns the sources with these slugs, by slug; unknown slugs are left out. */
export const sourcesBySlug = (db: Db, slugs: readonly string[]) =>
  db
    .select()
    .from(source)
    .where(inArray(source.slug, [...slugs]))
    .orderBy(source.slug)

/** Counts the games that have a record of each source, without merged games. Scans the whole table. */
export const countGamesBySource = (db: Db) =>
  rowsOf<{ id: number; games: number }>(
    db,
    sql`select word.id, count(*)::int as games from game, unnest(source_ids) as word(id) where merged_into is null group by word.id`,
  )

/**
 * The stored description of a source. `name` is its slug, `title` its name for people; trust is 0 to 100. `origin` is the name that it
 * shares with the sources it copies. (Default: its own name)
 */
export type SourceIdentity = {
  name: string
  title: string
  kind: string
  trust: number
  licence: Licence
  origin?: string
  salesCount?: SalesCount
}

/** Inserts a source, or updates everything but its slug, and returns its id. */
export async function upsertSource(db: Db, identity: SourceIdentity): Promise<number> {
  const { name, title, kind, trust, licence, origin = null, salesCount = null } = identity
  const values = {
    name: title,
    kind,
    trust,
    origin,
    salesCount,
    licence: licence.name,
    redistributable: licence.redistributable,
    commercial: licence.commercial,
    attribution: licence.attribution,
    attributionUrl: licence.url,
  }
  const [row] = await db
    .insert(source)
    .values({ slug: name, ...values })
    .onConflictDoUpdate({ target: source.slug, set: values })
    .returning({ id: source.id })
  if (!row) throw new Error('upsert into source returned no row')
  return row.id
}
