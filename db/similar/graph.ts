import { sql } from 'drizzle-orm'
import { type Db, rowsOf, type Stores } from '#db/stores'

/** Fewer embeddings are read as fast. In this process a graph takes minutes, and nothing else is answered meanwhile: never. */
const WORTH_A_GRAPH: Record<Stores['mode'], number> = { real: 20_000, embedded: Number.POSITIVE_INFINITY }
/** Up to so large a share is read beside the graph: building it anew after every load would take as long as the loads. */
const LEFT_BESIDE = 0.25

const LEFT = sql`not in_graph and kind in ('game', 'remake')`

/**
 * Builds the HNSW graph of the embeddings anew where it lacks a quarter of them, and answers how many it lacked then: 0 where
 * nothing was to do. Small catalogues have none, nor has the embedded store. One works at a time, a second leaves it to the first.
 *
 * May be killed at any moment: what the graph does not hold is found all the same.
 */
export async function refreshGraph(
  { mode, db, exclusively }: Pick<Stores, 'mode' | 'db' | 'exclusively'>,
  worth = WORTH_A_GRAPH[mode],
): Promise<number> {
  const lacked = await exclusively('likeness_graph', async () => {
    const { total, left, isBuilt } = await countLeft(db)
    if (total < worth || (isBuilt && left <= total * LEFT_BESIDE)) return 0
    await buildGraph(db)
    return left
  })
  return lacked === 'taken' ? 0 : lacked
}

async function countLeft(db: Db): Promise<{ total: number; left: number; isBuilt: boolean }> {
  const [counts] = await rowsOf<{ total: number; left: number; isBuilt: boolean }>(
    db,
    sql`select count(*)::int as total, count(*) filter (where ${LEFT})::int as left,
      to_regclass('game_likeness_graph') is not null as "isBuilt" from game_likeness`,
  )
  return counts ?? { total: 0, left: 0, isBuilt: false }
}

/** Readers go on meanwhile, by every embedding; who writes one waits for the graph. */
async function buildGraph(db: Db): Promise<void> {
  await db.execute(sql`drop index if exists game_likeness_graph`)
  await db.execute(sql`update game_likeness set in_graph = true where ${LEFT}`)
  await db.transaction(async (tx) => {
    // A graph that does not fit into it is built many times slower; it takes about 1 KB a game.
    await tx.execute(sql`set local maintenance_work_mem = '1GB'`)
    // Workers would share that memory in /dev/shm, of which a container has 64 MB: without room there the build fails.
    await tx.execute(sql`set local max_parallel_maintenance_workers = 0`)
    await tx.execute(sql`create index game_likeness_graph on game_likeness using hnsw (embedding sparsevec_ip_ops)
      with (m = 24, ef_construction = 64) where in_graph`)
  })
  await db.execute(sql`analyze game_likeness`)
}
