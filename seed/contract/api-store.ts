import type { RequestBudget } from '#db/api/budget'
import type { StoredResponse } from '#db/api/responses'

/** Stored responses of one run. A request that has one is not sent again when the run resumes. */
export type ResponseArchive = {
  find: (request: string) => Promise<string | undefined>
  keep: (request: string, text: string) => Promise<void>
}

/** The request budget and the stored responses of one source's API. */
export type ApiStore = {
  acquire: (request: RequestBudget) => Promise<number | undefined>
  /** Returns the archive of a run. A dry run has no id: its archive finds and keeps nothing. */
  archiveOf: (runId: number | undefined) => ResponseArchive
  count: () => Promise<{ count: number; last: number }>
  list: (after: number, limit: number) => Promise<StoredResponse[]>
}
