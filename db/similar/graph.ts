import { sql } from 'drizzle-orm'
import { type Db, rowsOf, type Stores } from '#db/stores'

/** Embeddings from which a graph pays: fewer are read as fast. Never in the embedded store, which a build blocks for minutes. */
const MIN_EMBEDDINGS: Record<Stores['mode'], number> = { real: 20_000, embedded: Number.POSITIVE_INFINITY }
/** Share of embeddings that may be outside the graph. A rebuild after every load would take as long as the loads. */
const MAX_OUTSIDE = 0.25

const OUTSIDE = sql`not in_graph and kind in ('game', 'remake')`

/**
 * Rebuilds the HNSW graph of the embeddings if there is none or more than a quarter of them are outside it. Returns how many it
 * added, 0 if it did not rebuild. Does nothing below `min` embeddings (default: 20,000; embedded store: never) or while another
 * process rebuilds.
 *
 * Safe to kill at any time: without the graph `listNearest` reads every embedding.
 *
 * @see https://arxiv.org/abs/1603.09320 Malkov and Yashunin, HNSW
 */
export async function refreshGraph(
  { mode, db, exclusively }: Pick<Stores, 'mode' | 'db' | 'exclusively'>,
  min = MIN_EMBEDDINGS[mode],
): Promise<number> {
  const indexed = await exclusively('likeness_graph', async () => {
    const { total, outside, isBuilt } = await countOutside(db)
    if (total < min || (isBuilt && outside <= total * MAX_OUTSIDE)) return 0
    await buildGraph(db)
    return outside
  })
  return indexed === 'taken' ? 0 : indexed
}

async function countOutside(db: Db): Promise<{ total: number; outside: number; isBuilt: boolean }> {
  const [counts] = await rowsOf<{ total: number; outside: number; isBuilt: boolean }>(
    db,
    sql`select count(*)::int as total, count(*) filter (where ${OUTSIDE})::int as outside,
      to_regclass('game_likeness_graph') is not null as "isBuilt" from game_likeness`,
  )
  return counts ?? { total: 0, outside: 0, isBuilt: false }
}

/** Drops and creates the index. Meanwhile queries read every embedding, and writes of embeddings wait. */
async function buildGraph(db: Db): Promise<void> {
  await db.execute(sql`drop index if exists game_likeness_graph`)
  await db.execute(sql`update game_likeness set in_graph = true where ${OUTSIDE}`)
  await db.transaction(async (tx) => {
    // The build is many times slower if the graph does not fit into this memory; it takes about 1 KB a game.
    await tx.execute(sql`set local maintenance_work_mem = '1GB'`)
    // Parallel workers share this memory in /dev/shm. A container has 64 MB of it by default, and the build fails without room.
    await tx.execute(sql`set local max_parallel_maintenance_workers = 0`)
    await tx.execute(sql`create index game_likeness_graph on game_likeness using hnsw (embedding sparsevec_ip_ops)
      with (m = 24, ef_construction = 64) where in_graph`)
  })
  await db.execute(sql`analyze game_likeness`)
}
