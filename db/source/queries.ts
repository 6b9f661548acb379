import { inArray, sql } from 'drizzle-orm'
import type { Licence } from '#catalogue/record'
import { statement } from '#db/postgres/statement'
import { type Db, rowsOf } from '#db/stores'
import { source } from './table'

/** Every source that was ever run, by slug. */
export const listSources = (db: Db) =>
  statement(db, 'sources', (name) => db.select().from(source).orderBy(source.slug).prepare(name)).execute()

/** The sources of these slugs; those nobody knows are left out. */
export const sourcesBySlug = (db: Db, slugs: readonly string[]) =>
  db
    .select()
    .from(source)
    .where(inArray(source.slug, [...slugs]))
    .orderBy(source.slug)

/** How many live games each source speaks of. Reads every game. */
export const countGamesBySource = (db: Db) =>
  rowsOf<{ id: number; games: number }>(
    db,
    sql`select word.id, count(*)::int as games from game, unnest(source_ids) as word(id) where merged_into is null group by word.id`,
  )

/** Who a source is, as the catalogue remembers it. */
export type SourceIdentity = { name: string; title: string; kind: string; trust: number; licence: Licence }

/** Writes down who a source is and under what terms its data travels, and answers its id. */
export async function upsertSource(db: Db, { name, title, kind, trust, licence }: SourceIdentity): Promise<number> {
  const values = {
    name: title,
    kind,
    trust,
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
  if (!row) throw new Error('upsert into source answered no row')
  return row.id
}
