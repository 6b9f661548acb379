import type { BreakablePostgres } from '#tests/ops/breakable-postgres'
import type { HostileElasticsearch } from '#tests/support/hostile-elasticsearch'
import type { HostileMode } from '#tests/support/hostile-responses'

/** Parts that are disturbed while the load goes on. */
export type Disturbed = {
  postgres: BreakablePostgres
  database: string
  elasticsearch: HostileElasticsearch
  restartService: () => Promise<void>
}

/** A fault of a few seconds, which is mended when its promise resolves. `warms`: only well before the memory is measured. */
export type Disturbance = { name: string; warms?: true; run: (on: Disturbed) => Promise<void> }

const LASTS_MS = 4000

const ofElasticsearch = (mode: HostileMode): Disturbance => ({
  name: `Elasticsearch: ${mode}`,
  async run({ elasticsearch }) {
    await elasticsearch.become(mode)
    await Bun.sleep(LASTS_MS)
    await elasticsearch.become('well')
  },
})

const lockOf = (table: string): Disturbance => ({
  name: `the table ${table} is locked`,
  async run({ postgres, database }) {
    await using _held = await postgres.lock(table, database)
    await Bun.sleep(LASTS_MS)
  },
})

/** Every fault of the soak. A restart of the service comes only at the beginning: afterwards one process is measured. */
export const DISTURBANCES: readonly Disturbance[] = [
  { name: 'Postgres restarts', run: ({ postgres }) => postgres.restart() },
  {
    name: 'Postgres is frozen',
    async run({ postgres }) {
      postgres.freeze()
      await Bun.sleep(LASTS_MS)
      postgres.thaw()
    },
  },
  ...['game', 'account', 'collection_item'].map(lockOf),
  {
    name: 'Postgres is out of connections',
    async run({ postgres }) {
      await using _taken = await postgres.exhaust()
      await Bun.sleep(LASTS_MS)
    },
  },
  ...(['hung-head', 'drip', 'reset', 'busy', 'refused'] as const).map(ofElasticsearch),
  { name: 'SIGTERM, and a new process', warms: true, run: ({ restartService }) => restartService() },
]
