import { openPostgres } from '#db/postgres/server'
import { bulkIndex } from '#db/search/elasticsearch/bulk'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { readGameDocuments } from '#db/search/elasticsearch/document'
import { createIndex, dropIndex } from '#db/search/elasticsearch/indices'
import { type Contestant, startContestant } from './contestant'

type Serving = { index: string; ours: Contestant }

/** Indexes a catalogue, serves it in a process of its own, runs `work`, and drops the index. */
export async function withSearchService<T>(
  databaseUrl: string,
  elasticsearch: string,
  work: (serving: Serving) => Promise<T>,
): Promise<T> {
  const client = createElasticsearchClient({ url: elasticsearch })
  const index = `vestim-bench-${crypto.randomUUID().slice(0, 8)}`
  try {
    await createIndex(client, index)
    {
      await using database = await openPostgres(databaseUrl)
      for await (const page of readGameDocuments(database.db)) await bulkIndex(client, page, { index })
    }
    await client.indices.refresh({ index })
    using ours = await startContestant('ours', ['tests/bench/search-server.ts', index], {
      DATABASE_URL: databaseUrl,
      ELASTICSEARCH_URL: elasticsearch,
    })
    return await work({ index, ours })
  } finally {
    await dropIndex(client, index)
    await client.close()
  }
}
