import { Failure } from '#lib/errors'
import type { Reader } from '#seed/contract/record'
import type { OpenedInput, OpenOptions } from '#seed/contract/source'
import { openArchive } from './archived-responses'
import { createApi } from './client'
import type { ApiDefinition, CrawlOptions } from './definition'
import { openSaved } from './saved-responses'

/**
 * Returns the `open` of an API source: it reads saved responses if `from` names any, the archive with `fromArchive`, else
 * the API itself.
 *
 * All three contain the same records, so they share one dataset. After a full crawl, only changes are requested.
 *
 * @throws {Failure} `usage`, `source_unreadable` if `from` names no saved response; `source_unavailable` while reading
 */
export const openApi =
  (definition: ApiDefinition) =>
  async (options: OpenOptions): Promise<OpenedInput> => {
    const { from, api } = options
    if (from !== undefined) return { ...LIST, ...(await openSaved(from, options, definition)) }
    if (api.fromArchive) return { ...LIST, keepLast: true, ...(await openArchive(definition, api.store)) }
    return { ...LIST, keepLast: true, ...openCrawl(definition, options) }
  }

const LIST = { dataset: 'list', counts: 'pages' } as const

function openCrawl(definition: ApiDefinition, options: OpenOptions): Omit<OpenedInput, 'dataset' | 'counts'> {
  const { fingerprint, since, advancesBookmark } = scopeOf(definition, options.api)
  return {
    fingerprint,
    crawl: {
      advancesBookmark,
      complete: since === undefined && definition.complete === true,
      ...(since && { incremental: true }),
    },
    pages: (after, reader) => definition.crawl({ ...crawlOptions(options, reader), since, after }),
  }
}

type Scope = { fingerprint: string; since: Date | undefined; advancesBookmark: boolean }

/** Returns what to crawl: changes since `--since`, else changes since the last crawl, else everything. */
function scopeOf({ name, overlapMs }: ApiDefinition, { since, lastSync }: OpenOptions['api']): Scope {
  if (since && overlapMs === undefined)
    throw new Failure('usage', `${name} cannot list changes since a date: run it without --since.`)
  if (since) {
    const leavesNoGap = lastSync !== undefined && since <= lastSync
    return { fingerprint: `api from ${since.toISOString()}`, since, advancesBookmark: leavesNoGap }
  }
  if (lastSync === undefined || overlapMs === undefined)
    return { fingerprint: 'api', since: undefined, advancesBookmark: true }
  const from = new Date(lastSync.getTime() - overlapMs)
  return { fingerprint: `api since ${lastSync.toISOString()}`, since: from, advancesBookmark: true }
}

function crawlOptions(
  { clock, baseUrl, api: { credentials, store } }: OpenOptions,
  reader: Reader | undefined,
): Omit<CrawlOptions, 'since' | 'after'> {
  const archive = store.archiveOf(reader?.id)
  return {
    clock,
    ...(baseUrl !== undefined && { baseUrl }),
    credentials,
    connect: ({ returnsCredentials, ...connection }) =>
      createApi({
        ...connection,
        clock,
        store,
        archive: returnsCredentials ? store.archiveOf(undefined) : archive,
      }),
    asOf: reader?.asOf ?? new Date(clock.now()),
  }
}
