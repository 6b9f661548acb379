import { acquireRequest } from '#db/api/budget'
import { findResponse, insertResponse, listResponses, summariseResponses } from '#db/api/responses'
import type { Db } from '#db/stores'
import type { ApiStore, ResponseArchive } from '#seed/contract/api-store'
import type { Clock } from '#seed/contract/clock'

/** Creates the store of one source's API, on the database. */
export const createApiStore = (db: Db, source: string, clock: Clock): ApiStore => ({
  acquire: (request) => acquireRequest(db, request),
  archiveOf: (runId) => (runId === undefined ? nothingKept : archiveOf(db, runId, clock)),
  count: () => summariseResponses(db, source),
  list: (after, limit) => listResponses(db, source, after, limit),
})

const nothingKept: ResponseArchive = { find: async () => undefined, keep: async () => {} }

const archiveOf = (db: Db, runId: number, clock: Clock): ResponseArchive => ({
  find: (request) => findResponse(db, runId, request),
  keep: (request, text) => insertResponse(db, runId, { request, receivedAt: new Date(clock.now()), text }),
})
