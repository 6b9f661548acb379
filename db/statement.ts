import type { Db } from './stores'

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
