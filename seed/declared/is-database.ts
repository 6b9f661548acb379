import type { ElasticsearchEntry, Entry, RelationalEntry } from './config'

/** True if an entry is read from a database, not from files. */
export const isDatabase = (entry: Entry): entry is RelationalEntry | ElasticsearchEntry =>
  'query' in entry || entry.format === 'elasticsearch'
