import { sql } from 'drizzle-orm'

/** SQL for the `RecordRef` of a row of `source_record r` joined with its `source s`, as a JSON object. */
export const REF = sql`json_build_object('source', s.slug, 'dataset', r.dataset, 'key', r.source_key)`
