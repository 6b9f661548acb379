import { Failure } from '#lib/errors'
import type { Source } from '#seed/contract/source'
import type { IndexSource, RelationalSource } from './database-source'
import { openElasticsearch } from './elasticsearch'
import { type DatabaseContext, openRelational } from './relational'

/** Returns the `open` of a declared database. */
export const openDatabaseSource =
  (entry: RelationalSource | IndexSource, context: Omit<DatabaseContext, 'clock'>): Source['open'] =>
  async ({ from, clock }) => {
    if (from !== undefined)
      throw new Failure(
        'usage',
        `${entry.name} is read from its database: run bun run seed ${entry.name} without a file.`,
      )
    return entry.format === 'elasticsearch'
      ? openElasticsearch(entry, { ...context, clock })
      : openRelational(entry, { ...context, clock })
  }
