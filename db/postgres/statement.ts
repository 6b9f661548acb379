import type { Db } from '#db/stores'

/** A prepared statement of drizzle. */
type Runnable<Row> = { execute: (values: Record<string, unknown>) => Promise<Row[]> }

const statements = new WeakMap<object, Map<string, unknown>>()

/**
 * Returns the prepared statement of this name and database; `prepare` builds it on the first call. One name must mean one
 * statement: values that vary between calls are placeholders.
 *
 * drizzle does not cache the SQL it builds, and building a statement takes longer than running a small one.
 */
export function statement<Prepared>(db: Db, name: string, prepare: (name: string) => Prepared): Prepared {
  const known = statements.get(db) ?? new Map<string, unknown>()
  statements.set(db, known)
  const prepared = known.get(name) ?? prepare(name)
  known.set(name, prepared)
  return prepared as Prepared // safe: one name means one statement
}

/**
 * Runs a statement and returns the rows of the driver without drizzle's mapping, which takes a fifth of the time of a page of
 * games.
 *
 * Only for a statement whose columns are named as the members of its row type, with types that both drivers return alike.
 */
export function plainRows<Row>(prepared: Runnable<Row>, values: Record<string, unknown>): Promise<Row[]> {
  const { all } = prepared as unknown as { all: Runnable<Row>['execute'] } // safe: the statements of both drivers have it
  return all.call(prepared, values)
}
