import { isSchemaAtHead } from '#db/postgres/schema'
import type { Stores } from '#db/stores'
import { within } from '#lib/deadline'
import { failureOf } from '#src/http/fault-log'
import type { ServicePhase } from '#src/http/phase'
import type { Readiness, ReadinessReason } from './model'

const DEADLINE_MS = 2000

/** State of the stores, as readiness shows it, and what is wrong with them. */
export type StoreStates = Pick<Readiness, 'database' | 'schema' | 'search' | 'reasons'>

/** Asks the stores for their state, in at most 2 s; a store that has not answered by then is down. */
export async function checkStores({ db, search }: Stores): Promise<StoreStates> {
  const [schema, isSearchUp] = await Promise.all([
    answerOf(async () => ((await isSchemaAtHead(db)) ? 'head' : 'behind'), schemaAfter),
    answerOf(
      () => search.isUp(),
      () => false,
    ),
  ])
  const isAvoided = search.isAvoided?.('search') === true
  const codes: ReadinessReason['code'][] = [
    ...(schema === 'head' ? [] : [REASON_OF_SCHEMA[schema]]),
    ...(isSearchUp ? [] : (['search_unreachable'] as const)),
    ...(isSearchUp && isAvoided ? (['search_failing'] as const) : []),
  ]
  return {
    database: schema === 'head' || schema === 'behind' ? 'up' : 'down',
    schema: schema === 'failing' || schema === 'unreachable' ? 'unknown' : schema,
    search: isSearchUp && !isAvoided ? 'up' : 'degraded',
    reasons: codes.map(reason),
  }
}

/** Returns the readiness: the service is ready while it serves and Postgres has the schema of this release; search may be degraded. */
export function readinessOf(service: ServicePhase, stores: StoreStates): Readiness {
  const isReady = service === 'serving' && stores.schema === 'head'
  const reasons = [...(service === 'serving' ? [] : [reason(`service_${service}`)]), ...stores.reasons]
  const state = !isReady ? 'down' : reasons.length > 0 ? 'degraded' : 'up'
  return { status: isReady ? 'ready' : 'not ready', state, service, ...stores, reasons }
}

const REASON_OF_SCHEMA = {
  behind: 'schema_behind',
  unreachable: 'database_unreachable',
  failing: 'database_failing',
} as const

const DETAILS: Readonly<Record<ReadinessReason['code'], string>> = {
  service_starting: 'The service has started and waits for Postgres.',
  service_stopping: 'The service was told to stop and finishes its requests.',
  database_unreachable: 'Postgres does not answer: check that it runs and is not overloaded.',
  database_failing: 'Postgres answers with an error: the log of the service and that of Postgres have its code.',
  schema_behind: 'The schema is not the one of this release: run bun run migrate of this release.',
  search_unreachable: 'Elasticsearch does not answer: check that it runs. Postgres answers searches meanwhile.',
  search_failing:
    'Elasticsearch answers, but not to searches: search_degraded in the log says why. Postgres answers searches meanwhile.',
}

const reason = (code: ReadinessReason['code']): ReadinessReason => ({ code, detail: DETAILS[code] })

const schemaAfter = (error: unknown) =>
  error === undefined || failureOf(error)?.code === 'store_unreachable' ? 'unreachable' : 'failing'

/** Returns the answer, or what `otherwise` makes of its error: of `undefined` if there is none in time. */
async function answerOf<T, U>(ask: () => Promise<T>, otherwise: (error: unknown) => U): Promise<T | U> {
  try {
    const answer = await within(DEADLINE_MS, ask())
    return answer === 'late' ? otherwise(undefined) : answer
  } catch (error) {
    return otherwise(error)
  }
}
