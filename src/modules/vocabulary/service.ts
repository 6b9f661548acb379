import { BOARDS } from '#catalogue/vocabulary/board-list'
import { familyLabel } from '#catalogue/vocabulary/families'
import { REGIONS } from '#catalogue/vocabulary/region-list'
import { countGamesByGenre, listGenres } from '#db/genre/queries'
import { countGamesByPlatform, listPlatforms } from '#db/platform/queries'
import { countGamesByRegion } from '#db/release/queries'
import type { Db } from '#db/stores'
import { countGamesByBoard } from '#db/vocabulary/boards'
import { cached } from '#src/http/cached'
import type { BoardList, GenreList, PlatformList, RegionList } from './model'

const FRESH_MS = 30_000

/** Returns a reader for each list of the vocabulary. A list is cached for 30 s, because counting reads every game. */
export const createVocabularyLists = (db: Db) => ({
  platforms: cached(FRESH_MS, () => readPlatforms(db)),
  genres: cached(FRESH_MS, () => readGenres(db)),
  regions: cached(FRESH_MS, () => readRegions(db)),
  boards: cached(FRESH_MS, () => readBoards(db)),
})

async function readPlatforms(db: Db): Promise<PlatformList> {
  const [rows, counts] = await Promise.all([listPlatforms(db), countGamesByPlatform(db)])
  const gamesOf = countLookup(counts.map(({ id, games }) => [id, games]))
  const items = rows.map(({ id, slug, name, labelEn: en, labelFr: fr, family, generation, aliases }) => ({
    slug,
    name,
    label: { en, fr },
    family,
    familyLabel: family === null ? null : familyLabel(family),
    generation,
    aliases,
    games: gamesOf(id),
  }))
  return { items }
}

async function readGenres(db: Db): Promise<GenreList> {
  const [rows, counts] = await Promise.all([listGenres(db), countGamesByGenre(db)])
  const gamesOf = countLookup(counts.map(({ id, games }) => [id, games]))
  const items = rows.map(({ id, slug, labelEn: en, labelFr: fr, aliases }) => ({
    slug,
    label: { en, fr },
    aliases,
    games: gamesOf(id),
  }))
  return { items }
}

async function readRegions(db: Db): Promise<RegionList> {
  const gamesOf = countLookup((await countGamesByRegion(db)).map(({ slug, games }) => [slug, games]))
  return { items: REGIONS.map((region) => ({ ...region, aliases: [...region.aliases], games: gamesOf(region.slug) })) }
}

async function readBoards(db: Db): Promise<BoardList> {
  const gamesOf = countLookup((await countGamesByBoard(db)).map(({ slug, games }) => [slug, games]))
  return { items: BOARDS.map((board) => ({ ...board, aliases: [...board.aliases], games: gamesOf(board.slug) })) }
}

/** Returns a function from an entry's key to its number of games; 0 for a key that was not counted. */
function countLookup<Key>(counts: readonly (readonly [Key, number])[]): (key: Key) => number {
  const games = new Map(counts)
  return (key) => games.get(key) ?? 0
}
