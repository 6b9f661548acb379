import { acquireRequest, type RequestBudget } from '#db/api/budget'
import { type ArchivedResponse, countResponses, findResponse, insertResponse, listResponses } from '#db/api/responses'
import type { Db } from '#db/stores'
import type { Clock } from '#seed/contract/clock'

/** The answers of one run: what it was answered before is not asked again. */
export type ResponseArchive = {
  find: (request: string) => Promise<string | undefined>
  keep: (request: string, text: string) => Promise<void>
}

/** What the store remembers of one source's API: how often it was asked, and every answer. */
export type ApiStore = {
  acquire: (request: RequestBudget) => Promise<number | undefined>
  /** The archive of a run. A dry run has none: it keeps nothing. */
  archiveOf: (runId: number | undefined) => ResponseArchive
  count: () => Promise<{ count: number; last: number }>
  list: (after: number, limit: number) => Promise<ArchivedResponse[]>
}

/** The memory of one source's API in the store. */
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
