import { sql } from 'drizzle-orm'
import { statement } from '#db/postgres/statement'
import { type Db, rowsOf } from '#db/stores'
import { platform } from './table'

/** Returns the platforms of the vocabulary, by name. */
export const listPlatforms = (db: Db) =>
  statement(db, 'platforms', (name) =>
    db.select().from(platform).orderBy(platform.name, platform.id).prepare(name),
  ).execute()

/** Counts the games on each platform, without merged games. Scans the whole table. */
export const countGamesByPlatform = (db: Db) =>
  rowsOf<{ id: number; games: number }>(
    db,
    sql`select word.id, count(*)::int as games from game, unnest(platform_ids) as word(id) where merged_into is null group by word.id`,
  )
