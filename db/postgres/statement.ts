import type { Db } from '#db/stores'

/** A statement of drizzle that can be run. */
type Runnable<Row> = { execute: (values: Record<string, unknown>) => Promise<Row[]> }

const statements = new WeakMap<object, Map<string, unknown>>()

/**
 * A prepared statement of this database, made when it is first asked for. The name stands for the whole shape: what varies
 * between calls is a placeholder.
 *
 * drizzle prepares nothing unless it is told to, and building a statement costs more than running a small one.
 */
export function statement<Prepared>(db: Db, name: string, prepare: (name: string) => Prepared): Prepared {
  const known = statements.get(db) ?? new Map<string, unknown>()
  statements.set(db, known)
  const prepared = known.get(name) ?? prepare(name)
  known.set(name, prepared)
  return prepared as Prepared // safe: a name is used for one shape
}

/**
 * The rows of a statement as the driver gives them, without drizzle's mapping, which costs a fifth of a page of games.
 *
 * Only for a statement that names every column as its row type does, in types both drivers agree on.
 */
export function plainRows<Row>(prepared: Runnable<Row>, values: Record<string, unknown>): Promise<Row[]> {
  const { all } = prepared as unknown as { all: Runnable<Row>['execute'] } // safe: the statements of both drivers have it
  return all.call(prepared, values)
}
