import { withSearch } from '#db/connect'
import type { DeadlineProfile } from '#db/postgres/deadlines'
import { workingFailure } from '#db/postgres/failure'
import { createPostgres, openPostgres } from '#db/postgres/server'
import { createSearch } from '#db/search/search'
import type { Stores } from '#db/stores'
import { Failure } from '#lib/errors'
import { rootCause } from '#lib/root-cause'
import type { App } from '#src/app'
import { createTestApp, testToken } from '#tests/support/client'
import { load, memorySource } from '#tests/support/memory-source'

/** Fills a new database: its schema, and one game, `elite`. */
export async function fillCatalogue(url: string): Promise<void> {
  await using database = await openPostgres(url)
  await database.migrations.migrate()
  await load(
    { ...database, search: createSearch(database.db) },
    memorySource('a', [[{ key: 'elite', title: 'Elite', summary: 'From a.' }]]),
  )
}

/** Opens the stores of a database as the service does. (Default of `profile`: `serve`) */
export const openService = (url: string, profile: DeadlineProfile = 'serve'): Stores =>
  withSearch(createPostgres(url, profile), undefined)

/** Answer of a service, with the time it took. */
export type TimedAnswer = { status: number; retryAfter: string | null; ms: number }

/** Returns a function that asks a new service over these stores, as a curator. */
export async function createAsker(stores: Stores): Promise<(path: string, init?: RequestInit) => Promise<TimedAnswer>> {
  const app: App = createTestApp(stores)
  const headers = { authorization: `Bearer ${await testToken('read curate')}`, 'content-type': 'application/json' }
  return async (path, init = {}) => {
    const started = performance.now()
    const response = await app.handle(new Request(`http://localhost${path}`, { ...init, headers }))
    return {
      status: response.status,
      retryAfter: response.headers.get('retry-after'),
      ms: performance.now() - started,
    }
  }
}

/** A write of the service: a person corrects the summary of the game `elite`. */
export const correction = (value: string) =>
  ['/v1/games/elite/overrides/summary', { method: 'PUT', body: JSON.stringify({ value }) }] as const

/** Runs `work` and returns its failure, if any, and how long it took, in ms. */
export async function timed(work: () => Promise<unknown>): Promise<{ error: unknown; ms: number }> {
  const started = performance.now()
  const error = await work().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return { error, ms: performance.now() - started }
}

/** Returns the code of the failure that an error is or means; its own text if it is neither. */
export function failureCodeOf(error: unknown): string {
  const root = rootCause(error)
  return (root instanceof Failure ? root : workingFailure(root))?.code ?? String(root)
}

/** Calls `attempt` until it resolves, and returns how long that took, in ms. */
export async function untilDone(attempt: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  while ((await timed(attempt)).error !== undefined) await Bun.sleep(50)
  return performance.now() - started
}
