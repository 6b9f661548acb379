import { type SQL, sql } from 'drizzle-orm'

/**
 * The records to take back: those of a source, or only those of one dataset, or only those that one run of that dataset was the
 * first to bring.
 */
export type ForgetSelection = { sourceId: number; dataset?: string | undefined; runId?: number | undefined }

/** Returns SQL that is true for a record `r` of the selection. */
export const isSelected = ({ sourceId, dataset, runId }: ForgetSelection): SQL =>
  sql.join(
    [
      sql`r.source_id = ${sourceId}::smallint`,
      ...(dataset === undefined ? [] : [sql`r.dataset = ${dataset}`]),
      ...(runId === undefined ? [] : [sql`r.first_run = ${runId}::bigint`]),
    ],
    sql` and `,
  )
