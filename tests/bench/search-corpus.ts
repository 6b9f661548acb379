import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sql } from 'drizzle-orm'
import { searchTextOf } from '#catalogue/search/search-text'
import { standardPlatform } from '#db/search/platform-words'
import { writeSearchText } from '#db/search/postgres/write'
import { type Db, rowsOf } from '#db/stores'
import { upsertVocabulary } from '#db/vocabulary/upsert'

/** A game of the corpus. */
type CorpusGame = {
  id: string
  title: string
  year: number | null
  platforms: string[]
  people: number | null
  alternativeNames: string[]
}

/** A query and the ids of the games that are right as the first hit; empty if no game is right. */
export type LabelledQuery = { class: string; query: string; accepted: ReadonlySet<string> }

const BATCH = 2000

const lines = (text: string): string[][] =>
  text
    .split('\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => line.split('\t'))

const listed = (text: string): string[] => text.split('|').filter(Boolean)

function toGame([id = '', title = '', year, platforms = '', , people, names = '']: readonly string[]): CorpusGame {
  const slugs = listed(platforms).flatMap((word) => standardPlatform(word) ?? [])
  return {
    id,
    title,
    year: year ? Number(year) : null,
    platforms: [...new Set(slugs)],
    people: people ? Number(people) : null,
    alternativeNames: listed(names),
  }
}

/** Reads the labelled queries of a data directory. */
export async function readLabelledQueries(data: string): Promise<LabelledQuery[]> {
  const text = await Bun.file(join(data, 'gold/search-dev.tsv')).text()
  return lines(text).map(([, name = '', query = '', accepted = '']) => ({
    class: name,
    query,
    accepted: new Set(accepted.split(',').flatMap((id) => id.split(':')[0] || [])),
  }))
}

/** Fills a migrated store with the corpus of a data directory. The slug of each game is its id in the corpus. */
export async function loadCorpus(db: Db, data: string): Promise<void> {
  const bytes = await Bun.file(join(data, 'search/corpus.tsv.gz')).bytes()
  const games = lines(gunzipSync(bytes).toString()).map(toGame)
  await upsertVocabulary(db)
  for (let at = 0; at < games.length; at += BATCH) await insertGames(db, games.slice(at, at + BATCH))
  await db.execute(sql`analyze`)
}

async function insertGames(db: Db, games: readonly CorpusGame[]): Promise<void> {
  const inserted = await rowsOf<{ id: string; slug: string }>(
    db,
    sql`insert into game (slug, title, sort_title, kind, year, popularity, alternative_names, platform_ids, provenance, content_hash)
      select id, title, title, 'game', year, people, "alternativeNames",
        array(select p.id from platform p where p.slug = any(r.platforms) order by p.id), '{}', 1
      from jsonb_to_recordset(${JSON.stringify(games)}::text::jsonb) as r (id text, title text, year smallint,
        platforms text[], people bigint, "alternativeNames" text[])
      returning id, slug`,
  )
  const ids = new Map(inserted.map(({ id, slug }) => [slug, id]))
  const rows = games.map((game) => ({
    gameId: ids.get(game.id) ?? '',
    ...searchTextOf({ ...game, popularity: game.people }),
  }))
  await writeSearchText(db, rows)
}
