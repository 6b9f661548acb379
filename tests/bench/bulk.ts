import type { Client } from '@elastic/elasticsearch'
import { bulkIndex } from '#db/search/elasticsearch/bulk'
import type { BulkOperation } from '#db/search/elasticsearch/bulk-operation'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { readGameDocuments, type VersionedDocument } from '#db/search/elasticsearch/document'
import { createIndex, dropIndex } from '#db/search/elasticsearch/indices'
import type { Db } from '#db/stores'
import { median, type Ratio, timed } from './measure'

const ROUNDS = 5
const COPIES = 4
const REQUEST_CHARACTERS = 5_000_000

/** Compares our bulk indexer over documents in memory with `fetch` posting the same documents as ready NDJSON. */
export async function benchBulk(db: Db, elasticsearch: string): Promise<Ratio[]> {
  const client = createElasticsearchClient({ url: elasticsearch })
  const documents: BulkOperation[] = []
  for await (const page of readGameDocuments(db)) documents.push(...page.flatMap(manifold))
  const bodies = ndjson(documents)
  const times = { ours: [] as number[], raw: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
    times.raw.push(await intoNewIndex(client, (index) => post(elasticsearch, index, bodies)))
    times.ours.push(await intoNewIndex(client, (index) => bulkIndex(client, documents, { index })))
  }
  await client.close()
  const detail = `${documents.length} games: ours ${median(times.ours).toFixed(0)} ms, raw ${median(times.raw).toFixed(0)} ms`
  return [
    {
      what: 'bulk indexing against ready NDJSON',
      value: median(times.raw) / median(times.ours),
      target: 'at least .90',
      detail,
    },
  ]
}

/** Copies a document to several games: a short run would measure little more than its first request. */
const manifold = ({ version, document }: VersionedDocument): BulkOperation[] =>
  Array.from({ length: COPIES }, () => {
    const id = crypto.randomUUID()
    return { id, version, document: { ...document, id } }
  })

async function intoNewIndex(client: Client, work: (index: string) => Promise<unknown>): Promise<number> {
  const index = `vestim-bench-${crypto.randomUUID().slice(0, 8)}`
  await createIndex(client, index)
  const spent = await timed(() => work(index))
  await dropIndex(client, index)
  return spent
}

function ndjson(documents: readonly BulkOperation[]): string[] {
  const bodies: string[] = []
  let body = ''
  for (const operation of documents) {
    if (!('document' in operation)) continue
    const { id, version, document } = operation
    body += `{"index":{"_id":"${id}","version":${version},"version_type":"external"}}\n${JSON.stringify(document)}\n`
    if (body.length < REQUEST_CHARACTERS) continue
    bodies.push(body)
    body = ''
  }
  return body ? [...bodies, body] : bodies
}

/** Posts two requests at a time, with which our indexer begins. */
async function post(elasticsearch: string, index: string, bodies: readonly string[]): Promise<void> {
  const waiting = [...bodies]
  const lane = async () => {
    for (let body = waiting.shift(); body; body = waiting.shift()) {
      const answer = await fetch(`${elasticsearch}/${index}/_bulk`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-ndjson' },
      })
      const { errors } = (await answer.json()) as { errors: boolean } // safe: the answer of _bulk
      if (errors) throw new Error('Elasticsearch refused documents')
    }
  }
  await Promise.all([lane(), lane()])
}
