import { listSources } from '#db/source/queries'
import type { Db } from '#db/stores'
import { Failure } from '#lib/errors'
import { nearest } from '#lib/suggest'

const MOST_NAMED = 20
const LONGEST_NAME = 80

/** Returns the source of this name that was loaded, declared still or not. @throws {Failure} `unknown_source`, with the nearest name */
export async function findLoadedSource(db: Db, name: string): Promise<{ id: number }> {
  const sources = await listSources(db)
  const source = sources.find(({ slug }) => slug === name)
  if (source) return source
  const names = sources.map(({ slug }) => slug)
  throw new Failure('unknown_source', nothingCalled('source', name, names))
}

/** Returns the message that nothing of this name was loaded, with the nearest one that was, or with all of them. */
export function nothingCalled(kind: 'source' | 'dataset', name: string, known: readonly string[]): string {
  const meant = nearest(name, known)
  const there =
    known.length > 0 ? `There are ${known.slice(0, MOST_NAMED).join(', ')}.` : 'Nothing has been loaded yet.'
  return `No ${kind} called ${name.slice(0, LONGEST_NAME)} was ever loaded. ${meant ? `Did you mean ${meant}?` : there}`
}
