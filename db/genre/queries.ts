import { sql } from 'drizzle-orm'
import { statement } from '#db/postgres/statement'
import { type Db, rowsOf } from '#db/stores'
import { genre } from './table'

/** Returns the genres of the vocabulary, by English label. */
export const listGenres = (db: Db) =>
  statement(db, 'genres', (name) => db.select().from(genre).orderBy(genre.labelEn, genre.id).prepare(name)).execute()

/** Counts the games of each genre, without merged games. Scans the whole table. */
export const countGamesByGenre = (db: Db) =>
  rowsOf<{ id: number; games: number }>(
    db,
    sql`select word.id, count(*)::int as games from game, unnest(genre_ids) as word(id) where merged_into is null group by word.id`,
  )
