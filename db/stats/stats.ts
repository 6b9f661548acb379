import { sql } from 'drizzle-orm'
import type { GameCriteria } from '#db/game/criteria'
import { listPlatforms } from '#db/platform/queries'
import type { Db } from '#db/stores'
import { errorCode } from '#lib/root-cause'
import { type CellRequest, type CellRow, type CellSort, listCells } from './cells'
import type { Dimension, Families } from './dimensions'

export type StatsRequest = {
  criteria: GameCriteria
  by: readonly Dimension[]
  sort: CellSort
  limit: number
  bestVotes: number
}

/** Cells in order, the figures of all games together, and the families that their values are positions in. */
export type GameStats = { cells: CellRow[]; total: CellRow | undefined; families: Families }

/** Returns statistics of the games that pass the filters, out of one snapshot; `too_costly` if Postgres ends them at its deadline. */
export async function readStats(db: Db, { by, ...asked }: StatsRequest): Promise<GameStats | 'too_costly'> {
  const families = familiesOf(await listPlatforms(db))
  const request: CellRequest = { ...asked, families, placed: by.map((dimension, at) => ({ dimension, at })) }
  try {
    return await db.transaction(
      async (tx) => {
        await tx.execute(MEMORY)
        const [total] = await listCells(tx, { ...request, placed: [], limit: 1 })
        return { cells: await listCells(tx, request), total, families }
      },
      { isolationLevel: 'repeatable read', accessMode: 'read only' },
    )
  } catch (error) {
    if (errorCode(error) === STATEMENT_TIMEOUT) return 'too_costly'
    throw error
  }
}

const STATEMENT_TIMEOUT = '57014'

/** Enough to sort the scores of a million games, and to count 100,000 cells. */
const MEMORY = sql.raw(`set local work_mem = '32MB'`)

/** Returns the families in alphabetical order. Ids of platforms are small. */
function familiesOf(platforms: readonly { id: number; family: string | null }[]): Families {
  const names = [...new Set(platforms.flatMap(({ family }) => family ?? []))].sort()
  const ofPlatforms: number[] = Array.from({ length: Math.max(0, ...platforms.map(({ id }) => id)) + 1 }, () => 0)
  for (const { id, family } of platforms) ofPlatforms[id] = family === null ? 0 : names.indexOf(family) + 1
  return { names, ofPlatforms }
}
