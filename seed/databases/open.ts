import { Failure } from '#lib/errors'
import type { Source } from '#seed/contract/source'
import type { ElasticsearchEntry, Entry, RelationalEntry } from '#seed/declared/config'
import { openElasticsearch } from './elasticsearch'
import { type DatabaseContext, openRelational } from './relational'

/** An entry of a source that is read from a database. */
export type DatabaseEntry = RelationalEntry | ElasticsearchEntry

/** True if an entry is read from a database, not from files. */
export const isDatabase = (entry: Entry): entry is DatabaseEntry => 'query' in entry || entry.format === 'elasticsearch'

/** Returns the `open` of a declared database. Relative paths start in `folder`, that of the configuration. */
export const openDatabaseSource =
  (
    entry: DatabaseEntry,
    folder: string,
    { connectTimeoutMs }: Pick<DatabaseContext, 'connectTimeoutMs'> = {},
  ): Source['open'] =>
  async ({ from, clock }) => {
    if (from !== undefined)
      throw new Failure(
        'usage',
        `${entry.name} is read from its database: run bun run seed ${entry.name} without a file.`,
      )
    return entry.format === 'elasticsearch'
      ? openElasticsearch(entry, { folder, clock })
      : openRelational(entry, { folder, clock, connectTimeoutMs })
  }
