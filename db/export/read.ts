import { sql } from 'drizzle-orm'
import type { ExportCounts, ExportedGame } from '#catalogue/export/exported-game'
import { refName } from '#catalogue/match/rules'
import { listActiveOverrides } from '#db/decision/queries'
import type { GameCriteria } from '#db/game/criteria'
import { listGenres } from '#db/genre/queries'
import { listPlatforms } from '#db/platform/queries'
import { listSources } from '#db/source/queries'
import { type Db, rowsOf } from '#db/stores'
import { mappedWords } from '#db/vocabulary/mapping'
import { type FreeGame, type MergeDecisions, redistributableGame } from './redistributable'
import { type ExportRow, exportSql } from './statement'

/** Games that are read at once. */
const BATCH_GAMES = 500

/** Vocabulary, sources and decisions of the snapshot, with which rows become games. */
type Words = MergeDecisions & {
  platforms: ReadonlyMap<number, string>
  genres: ReadonlyMap<number, string>
  attributions: ReadonlyMap<number, ExportedGame['attribution'][number]>
}

/**
 * Passes every game that passes the filters to `take`, in batches and in the order of ids, out of one snapshot, and returns the
 * numbers. While `take` works, the next batch is read.
 */
export function readExport(
  db: Db,
  criteria: GameCriteria,
  take: (games: ExportedGame[]) => Promise<void>,
): Promise<ExportCounts> {
  return db.transaction(
    async (tx) => {
      const sources = await listSources(tx)
      const words = await readWords(tx, sources)
      const restricted = sources.flatMap(({ id, redistributable }) => (redistributable ? [] : [id]))
      // A cursor is planned for its first rows by default; all of them are read.
      await tx.execute(sql`set local cursor_tuple_fraction = 1`)
      await tx.execute(sql`declare exported no scroll cursor for ${exportSql(criteria, restricted)}`)
      return takeAll(tx, words, take)
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

async function takeAll(tx: Db, words: Words, take: (games: ExportedGame[]) => Promise<void>): Promise<ExportCounts> {
  const counts: ExportCounts = { count: 0, replaced: 0, null: 0, omitted: 0 }
  const fetchRows = () => rowsOf<ExportRow>(tx, sql.raw(`fetch ${BATCH_GAMES} from exported`))
  let rows = await fetchRows()
  while (rows.length > 0) {
    const next = fetchRows()
    // If `take` fails, nobody waits for the rows any more.
    next.catch(() => {})
    const games = rows.flatMap((row) => {
      const free = redistributableGame(row, words, counts)
      return free ? [toExported(free, words)] : []
    })
    counts.count += games.length
    await take(games)
    rows = await next
  }
  return counts
}

type Source = Awaited<ReturnType<typeof listSources>>[number]

async function readWords(tx: Db, sources: readonly Source[]): Promise<Words> {
  const overrides = Map.groupBy(await listActiveOverrides(tx), ({ record }) => refName(record))
  return {
    overrides,
    words: await mappedWords(tx),
    platforms: slugById(await listPlatforms(tx)),
    genres: slugById(await listGenres(tx)),
    attributions: new Map(
      sources.map(({ id, slug, licence, attribution, attributionUrl }) => [
        id,
        { source: slug, licence, text: attribution, url: attributionUrl },
      ]),
    ),
  }
}

const slugById = (rows: readonly { id: number; slug: string }[]) => new Map(rows.map(({ id, slug }) => [id, slug]))

const found = <Value>(ids: readonly number[], values: ReadonlyMap<number, Value>): Value[] =>
  ids.flatMap((id) => values.get(id) ?? [])

function toExported({ platformIds, genreIds, sourceIds, ...game }: FreeGame, words: Words): ExportedGame {
  return {
    ...game,
    platforms: found(platformIds, words.platforms),
    genres: found(genreIds, words.genres),
    attribution: found(sourceIds, words.attributions),
  }
}
