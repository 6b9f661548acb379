import { type SQL, sql } from 'drizzle-orm'

/** Returns SQL for a time as ISO 8601 in UTC, to the millisecond, as `Date` writes it. */
export const isoTime = (time: SQL): SQL => sql`to_char(${time} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
