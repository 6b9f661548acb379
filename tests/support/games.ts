import { scoreBound } from '#catalogue/merge/score-bound'
import { searchTextOf } from '#catalogue/search/search-text'
import { game } from '#db/game/table'
import { writeSearchText } from '#db/search/postgres/write'
import type { Db } from '#db/stores'

type GameValues = typeof game.$inferInsert
type Given = Partial<GameValues> & { title: string }

/** Returns a row of the table `game` with the given values; other values are defaults or unknown. */
export function aGame(given: Given): GameValues {
  const slug = given.title.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  return {
    id: Bun.randomUUIDv7(),
    slug,
    sortTitle: slug,
    kind: 'game',
    provenance: {},
    contentHash: BigInt(Bun.hash.wyhash(slug) >> 1n),
    // As a merge would set it, for a score without votes.
    ...(typeof given.scoreCritics === 'number' && { scoreBound: scoreBound({ value: given.scoreCritics }) }),
    ...given,
  }
}

/** Stores games without the loader, so that lists and search find them. Returns their ids in order. */
export async function insertGames(db: Db, given: readonly Given[]): Promise<string[]> {
  const rows = given.map(aGame)
  await db.insert(game).values(rows)
  const living = rows.filter(({ mergedInto }) => !mergedInto)
  await writeSearchText(
    db,
    living.map(({ id, title, alternativeNames = [], popularity = null }) => ({
      gameId: id,
      ...searchTextOf({ title, alternativeNames, popularity }),
    })),
  )
  return rows.map(({ id }) => id)
}
