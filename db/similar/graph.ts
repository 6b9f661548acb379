import { sql } from 'drizzle-orm'
import { type Db, rowsOf, type Stores } from '#db/stores'

/** Embeddings from which a graph pays: fewer are read as fast. Never in the embedded store, which a build blocks for minutes. */
const MIN_EMBEDDINGS: Record<Stores['mode'], number> = { real: 20_000, embedded: Number.POSITIVE_INFINITY }
/** Share of embeddings that may be outside the graph. A rebuild after every load would take as long as the loads. */
const MAX_OUTSIDE = 0.25
const GAMES_PER_BATCH = 10_000

const OUTSIDE = sql`not l.in_graph and l.kind in ('game', 'remake')`

/** The stores of a build, which takes minutes: `db` needs the deadlines of long work. */
export type GraphStores = Pick<Stores, 'mode' | 'db' | 'exclusively'>

/** State of the graph. `isDue`: building it pays; `quietMs`: time since the last change of a game, or infinity. */
export type GraphState = { isDue: boolean; quietMs: number }

/** Returns the state of the graph. It is never due below `min` embeddings. (Default: 20,000; embedded store: never due) */
export async function readGraphState(
  { mode, db }: Pick<Stores, 'mode' | 'db'>,
  min = MIN_EMBEDDINGS[mode],
): Promise<GraphState> {
  const [found] = await rowsOf<{ total: number; outside: number; quietMs: number | null }>(
    db,
    sql`select (select count(*) from game_likeness)::int as total,
      (select count(*) from game_likeness l where ${OUTSIDE})::int as outside,
      (select extract(epoch from clock_timestamp() - changed_at) * 1000 from game_change order by seq desc limit 1)::float8
        as "quietMs"`,
  )
  const { total, outside, quietMs } = found ?? { total: 0, outside: 0, quietMs: null }
  return { isDue: total >= min && outside > total * MAX_OUTSIDE, quietMs: quietMs ?? Number.POSITIVE_INFINITY }
}

/**
 * Builds the HNSW graph of the embeddings if more than a quarter of them are outside it. Returns how many it added, 0 if it did not
 * build. Does nothing below `min` embeddings (default: 20,000; embedded store: never) or while another process builds.
 *
 * Safe to kill at any time: Postgres ends the build or takes it back whole, and `listNearest` reads every embedding outside the graph.
 * No write of a game waits for it.
 *
 * @see https://arxiv.org/abs/1603.09320 Malkov and Yashunin, HNSW
 */
export async function refreshGraph(stores: GraphStores, min = MIN_EMBEDDINGS[stores.mode]): Promise<number> {
  const { mode, db, exclusively } = stores
  const added = await exclusively('likeness_graph', async () => {
    // A process that was killed may have left a graph that nothing is marked for.
    if ((await readGraphState({ mode, db }, min)).isDue) await markEmbeddings(db)
    if (!(await readGraphState({ mode, db }, min)).isDue || !(await buildGraph(db))) return 0
    return await markEmbeddings(db)
  })
  return added === 'taken' ? 0 : added
}

/** Returns false if another session is building it, such as that of a process that was killed. */
async function buildGraph(db: Db): Promise<boolean> {
  const [built] = await rowsOf<{ built: boolean }>(db, sql`select build_likeness_graph() as built`)
  return built?.built === true
}

/** Marks the embeddings that the graph has, in short transactions, except those that are being written. Returns their number. */
async function markEmbeddings(db: Db): Promise<number> {
  let marked = 0
  for (let batch = 1; batch > 0; marked += batch) batch = await markBatch(db)
  return marked
}

async function markBatch(db: Db): Promise<number> {
  const rows = await rowsOf(
    db,
    sql`with same as (
        select l.game_id from game_likeness l join likeness_graph g on g.game_id = l.game_id and g.embedding = l.embedding
        where ${OUTSIDE} limit ${GAMES_PER_BATCH} for update of l skip locked)
      update game_likeness l set in_graph = true from same where l.game_id = same.game_id returning 1 as marked`,
  )
  return rows.length
}
