import { sql } from 'drizzle-orm'
import { searchTextOf } from '#catalogue/search/search-text'
import { removeSearchText, writeSearchText } from '#db/search/postgres/write'
import { type Db, rowsOf } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary/upsert'
import { GAMES, type TestGame } from './games'

/** Returns the id of a game by its title. */
export const gameIdOf = async (db: Db, title: string): Promise<string> => {
  const [row] = await rowsOf<{ id: string }>(db, sql`select id from game where title = ${title}`)
  if (!row) throw new Error(`no game is called ${title}`)
  return row.id
}

/** Fills an empty store with the vocabulary, two sources and these games, ready to be searched. */
export async function aCatalogue(db: Db, games: readonly TestGame[] = GAMES): Promise<void> {
  await upsertVocabulary(db)
  await db.execute(sql`insert into source (slug, name, kind, trust, licence, redistributable, commercial)
    select slug, slug, 'file', 50, 'CC0-1.0', true, true from unnest(array['alpha', 'beta']) slug on conflict do nothing`)
  await db.execute(sql`insert into company (key, slug, name)
    select distinct replace(r.company, '-', ''), r.company, r.company from ${rowsFrom(games)} on conflict do nothing`)
  await insertGames(db, games)
}

const rowsFrom = (games: readonly TestGame[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(games)}::text::jsonb) as r (title text, year smallint, platforms text[],
    genres text[], company text, players bigint, critics real, source text, kind text, "alternativeNames" text[],
    updated timestamptz, disputed boolean)`

async function insertGames(db: Db, games: readonly TestGame[]): Promise<void> {
  const inserted = await rowsOf<{ id: string; title: string }>(
    db,
    sql`insert into game (slug, title, sort_title, kind, year, score_critics, popularity, alternative_names, platform_ids,
        genre_ids, company_ids, source_ids, disputed, provenance, content_hash, updated_at)
      select lower(regexp_replace(r.title, '[^[:alnum:]]+', '-', 'g')), r.title, r.title, r.kind, r.year, r.critics, r.players,
        r."alternativeNames", array(select id from platform where slug = any(r.platforms) order by id),
        array(select id from genre where slug = any(r.genres) order by id),
        array(select id from company where slug = r.company), array(select id from source where slug = r.source), r.disputed, '{}', 1, r.updated
      from ${rowsFrom(games)}
      returning id, title`,
  )
  const byTitle = new Map(games.map((game) => [game.title, game]))
  const rows = inserted.flatMap(({ id, title }) => {
    const game = byTitle.get(title)
    return game ? [{ gameId: id, ...searchTextOf({ ...game, popularity: game.players }) }] : []
  })
  await writeSearchText(db, rows)
}

/** Merges one game into another, as applying matches does: its row gets a new version, its search row is deleted. Returns its id. */
export async function mergeGames(db: Db, title: string, into: string): Promise<string> {
  const id = await gameIdOf(db, title)
  await db.execute(
    sql`update game set merged_into = ${await gameIdOf(db, into)}::uuid, version = version + 1 where id = ${id}::uuid`,
  )
  await removeSearchText(db, [id])
  return id
}

/** Gives a game another title and a new version. Returns its id. */
export async function renameGame(db: Db, title: string, to: string): Promise<string> {
  const id = await gameIdOf(db, title)
  await db.execute(sql`update game set title = ${to}, version = version + 1 where id = ${id}::uuid`)
  await writeSearchText(db, [{ gameId: id, ...searchTextOf({ title: to, alternativeNames: [] }) }])
  return id
}
