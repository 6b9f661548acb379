import { sql } from 'drizzle-orm'

/** SQL for the `RecordRef` of a record as a JSON object, in a query that joins `source_record r` with `source s`. */
export const REF = sql`json_build_object('source', s.slug, 'dataset', r.dataset, 'key', r.source_key)`
