import { isSchemaAtHead } from '#db/postgres/schema'
import type { Stores } from '#db/stores'
import { within } from '#lib/deadline'
import type { ServicePhase } from '#src/http/phase'
import type { Readiness } from './model'

const DEADLINE_MS = 2000

/** State of the stores, as readiness shows it. */
export type StoreStates = Pick<Readiness, 'database' | 'schema' | 'search'>

/** Asks the stores for their state, in at most 2 s; a store that has not answered by then is down. */
export async function checkStores({ db, search }: Stores): Promise<StoreStates> {
  const [schema, isSearchUp] = await Promise.all([
    answerOf(async () => ((await isSchemaAtHead(db)) ? 'head' : 'behind'), 'unknown'),
    answerOf(() => search.isUp(), false),
  ])
  return { database: schema === 'unknown' ? 'down' : 'up', schema, search: isSearchUp ? 'up' : 'degraded' }
}

/** Returns the readiness: the service is ready while it serves and Postgres has the schema of this release; search may be degraded. */
export function readinessOf(service: ServicePhase, stores: StoreStates): Readiness {
  const isReady = service === 'serving' && stores.schema === 'head'
  return { status: isReady ? 'ready' : 'not ready', service, ...stores }
}

async function answerOf<T>(ask: () => Promise<T>, unanswered: T): Promise<T> {
  const answer = await within(DEADLINE_MS, ask()).catch(() => 'late' as const)
  return answer === 'late' ? unanswered : answer
}
