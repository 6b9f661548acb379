import { sql } from 'drizzle-orm'

/** SQL for the `RecordRef` of a record as a JSON object, in a query that joins `source_record r` with `source s`. */
export const REF = sql`json_build_object('source', s.slug, 'dataset', r.dataset, 'key', r.source_key)`

/** SQL for the `readYear` of a record: the year in which the run started that last changed it, in a query that has `source_record r`. */
export const READ_YEAR = sql`(select extract(year from run.started_at at time zone 'UTC')::int from ingest_run run where run.id = r.last_run)`
