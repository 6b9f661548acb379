import { isSchemaAtHead } from '#db/postgres/schema'
import type { Stores } from '#db/stores'
import type { Readiness } from './model'

/**
 * Returns the state of the stores. The service is ready if Postgres answers with the schema of this release; search may
 * be degraded.
 */
export async function checkReadiness(stores: Stores): Promise<Readiness> {
  const [schema, search] = await Promise.all([schemaState(stores), searchState(stores)])
  const database = schema === 'unknown' ? 'down' : 'up'
  return { status: schema === 'head' ? 'ready' : 'not ready', database, schema, search }
}

async function schemaState({ db }: Stores): Promise<Readiness['schema']> {
  try {
    return (await isSchemaAtHead(db)) ? 'head' : 'behind'
  } catch {
    return 'unknown'
  }
}

async function searchState({ search }: Stores): Promise<Readiness['search']> {
  try {
    const { degraded } = await search.search({ q: 'ready', filters: {}, facets: [], limit: 1 })
    return degraded ? 'degraded' : 'up'
  } catch {
    return 'unknown'
  }
}
