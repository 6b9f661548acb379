import { acquireRequest, type RequestBudget } from '#db/api/budget'
import { type ArchivedResponse, countResponses, findResponse, insertResponse, listResponses } from '#db/api/responses'
import type { Db } from '#db/stores'
import type { Clock } from '#seed/contract/clock'

/** Archived responses of one run, by the name of their request. A request found here is not sent again. */
export type ResponseArchive = {
  find: (request: string) => Promise<string | undefined>
  keep: (request: string, text: string) => Promise<void>
}

/** Stored state of one source's API: its rate limit and its archived responses. */
export type ApiStore = {
  /** Counts a request; returns the time from which it may be sent (ms since 1970), `undefined` if the budget is used up. */
  acquire: (request: RequestBudget) => Promise<number | undefined>
  /** Returns the archive of a run. Without a run (a dry run) it is always empty and keeps nothing. */
  archiveOf: (runId: number | undefined) => ResponseArchive
  count: () => Promise<{ count: number; last: number }>
  list: (after: number, limit: number) => Promise<ArchivedResponse[]>
}

/** Creates the store of one source's API, on the database. */
export const createApiStore = (db: Db, source: string, clock: Clock): ApiStore => ({
  acquire: (request) => acquireRequest(db, request),
  archiveOf: (runId) => (runId === undefined ? nothingKept : archiveOf(db, runId, clock)),
  count: () => countResponses(db, source),
  list: (after, limit) => listResponses(db, source, after, limit),
})

const nothingKept: ResponseArchive = { find: async () => undefined, keep: async () => {} }

const archiveOf = (db: Db, runId: number, clock: Clock): ResponseArchive => ({
  find: (request) => findResponse(db, runId, request),
  keep: (request, text) => insertResponse(db, runId, { request, receivedAt: new Date(clock.now()), text }),
})
