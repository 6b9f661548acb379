import { Failure } from '#lib/errors'
import type { Reader } from '#seed/contract/record'
import type { OpenedInput, OpenOptions } from '#seed/contract/source'
import { openArchive } from './archived-responses'
import { createApi } from './client'
import type { ApiDefinition, CrawlOptions } from './definition'
import { openSaved } from './saved-responses'

/**
 * The `open` of an API source: its API, or saved answers where `from` names files of them, or the archive.
 *
 * All three are the same list, so they share one dataset. Once everything was read, only what changed is asked for.
 *
 * @throws {Failure} `usage`, `source_unreadable` where `from` holds no answer; while reading, `source_unavailable`
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
    pages: (after, reader) => definition.crawl({ ...crawlOptions(definition, options, reader), since, after }),
  }
}

type Scope = { fingerprint: string; since: Date | undefined; advancesBookmark: boolean }

/** What is asked for: what the command line says, or what changed since the last crawl, or everything. */
function scopeOf({ name, overlapMs }: ApiDefinition, { since, lastSync }: OpenOptions['api']): Scope {
  if (since && overlapMs === undefined)
    throw new Failure('usage', `${name} cannot tell what changed since a date: leave --since out.`)
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
  { personal = [] }: ApiDefinition,
  { clock, baseUrl, api: { credentials, store } }: OpenOptions,
  reader: Reader | undefined,
): Omit<CrawlOptions, 'since' | 'after'> {
  const archive = store.archiveOf(reader?.id)
  return {
    clock,
    ...(baseUrl !== undefined && { baseUrl }),
    credentials,
    connect: ({ answersKeys, ...connection }) =>
      createApi({
        ...connection,
        personal,
        clock,
        store,
        archive: answersKeys ? store.archiveOf(undefined) : archive,
      }),
    asOf: reader?.asOf ?? new Date(clock.now()),
  }
}
