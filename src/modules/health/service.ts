import { isSchemaAtHead } from '#db/postgres/schema'
import type { Stores } from '#db/stores'
import type { Readiness } from './model'

/**
 * Returns the state of the stores. The service is ready if Postgres answers with the schema of this release; search may
 * be degraded.
 */
export async function checkReadiness(stores: Stores): Promise<Readiness> {
  const [schema, isSearchUp] = await Promise.all([schemaState(stores), stores.search.isUp()])
  const database = schema === 'unknown' ? 'down' : 'up'
  return { status: schema === 'head' ? 'ready' : 'not ready', database, schema, search: isSearchUp ? 'up' : 'degraded' }
}

async function schemaState({ db }: Stores): Promise<Readiness['schema']> {
  try {
    return (await isSchemaAtHead(db)) ? 'head' : 'behind'
  } catch {
    return 'unknown'
  }
}
