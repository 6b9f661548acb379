import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { openPostgres } from '#db/postgres/server'
import { type Db, rowsOf } from '#db/stores'
import { runSeed } from '#tests/support/seed-process'
import { createBareDatabase, dropDatabase } from '#tests/support/stores'

/** Real lists of the measured catalogue: source, file, dataset. */
const LOADS: readonly (readonly [source: string, file: string, dataset: string])[] = [
  ['steamspy', 'steam/steamspy_2023', '2023'],
  ['steam-nikdavis', 'steam/steam_nikdavis_2019_14k.csv', '2019'],
  ['steam-2025', 'steam/steam_games_2025_11k.csv', '2025'],
  ['steam-recommend', 'steam/steam_recommend_2022_13k.csv', '2022'],
  ['metacritic', 'csv/metacritic_2020_semicolon.csv', '2020'],
  ['metacritic', 'csv/metacritic_2011_2019_5k.csv', '2019'],
  ['vgsales', 'csv/vgsales.csv', '2016'],
  ['ign', 'csv/ign_reviews_with_url.csv', 'ign'],
  ['igdb-v2', 'igdb/igdb_v2_games_2017.json', '2017'],
  ['rawg-csv', 'rawg/rawg_all_games_2000.csv', 'rawg'],
  ['backloggd', 'csv/backloggd_games.csv', 'backloggd'],
  ['opencritic', 'csv/opencritic_2024.csv', '2024'],
]

/** Loads every list of `data` into a new database with the real loader, runs `work` on it, and drops the database. */
export async function withEveryList<T>(
  server: string,
  data: string,
  say: (line: string) => void,
  work: (db: Db, url: string) => Promise<T>,
): Promise<T> {
  const url = await createBareDatabase(server)
  try {
    await using database = await openPostgres(url)
    await database.migrations.migrate()
    for (const [source, file, dataset] of LOADS) {
      const args = [source, join(data, file), '--dataset', dataset, '--quiet']
      const { exit, out, err } = await runSeed(args, { DATABASE_URL: url })
      if (exit !== 0) throw new Error(err)
      say(out.trimEnd())
    }
    return await work(database.db, url)
  } finally {
    await dropDatabase(server, url)
  }
}

/** Returns the name of a record, without its dataset: `ign/KEY`; for all lists of Steam `steam/APPID`. */
export const listed = (source: string, key: string): string => `${source.startsWith('steam') ? 'steam' : source}/${key}`

/** Returns the ids of the games of each record, by the name of the record. */
export async function gamesByRecord(db: Db): Promise<Map<string, string[]>> {
  const rows = await rowsOf<{ source: string; key: string; game: string }>(
    db,
    sql`select s.slug as source, r.source_key as key, l.game_id as game
      from match_link l join source_record r on r.id = l.record_id join source s on s.id = r.source_id`,
  )
  const games = new Map<string, string[]>()
  for (const { source, key, game } of rows)
    games.set(listed(source, key), [...(games.get(listed(source, key)) ?? []), game])
  return games
}
