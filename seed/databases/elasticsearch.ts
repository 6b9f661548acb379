import type { Stream } from '#lib/iterate'
import type { Checkpoint, Page } from '#seed/contract/record'
import type { OpenedInput } from '#seed/contract/source'
import { databaseFingerprint, readSecret } from './address'
import type { IndexSource } from './database-source'
import { readIndexDocuments } from './documents'
import { createCluster, type ElasticsearchCluster } from './elasticsearch-client'
import type { DatabaseContext } from './relational'
import { sortFieldOf } from './sort-field'

/**
 * Opens an Elasticsearch index; its documents are read later, page by page.
 *
 * An unfinished run resumes after the last key it read. If the key is `_id`, by which Elasticsearch does not sort, it
 * starts again, and documents read before count as `duplicate`.
 *
 * @throws {Failure} `configuration`, or `source_unavailable` if the server does not respond
 */
export async function openElasticsearch(entry: IndexSource, { folder, clock }: DatabaseContext): Promise<OpenedInput> {
  const { name, from, apiKeyFile } = entry
  const apiKey = apiKeyFile === undefined ? undefined : await readSecret(name, apiKeyFile, folder)
  const cluster = () => createCluster(name, { url: from, apiKey }, clock)
  const sortField = await describe(entry, cluster())
  return {
    dataset: name,
    fingerprint: databaseFingerprint(entry, { address: from }),
    ...(entry.complete && { complete: true }),
    pages: (after) => readPages(entry, sortField, cluster(), after),
  }
}

async function describe(entry: IndexSource, opened: ElasticsearchCluster): Promise<string | undefined> {
  await using cluster = opened
  return await sortFieldOf(entry, cluster)
}

async function* readPages(
  { name, index, query }: IndexSource,
  sortField: string | undefined,
  opened: ElasticsearchCluster,
  after: Checkpoint | undefined,
): Stream<Page> {
  await using cluster = opened
  yield* readIndexDocuments({ source: name, index, query: query ?? { match_all: {} }, sortField, cluster }, after)
}
