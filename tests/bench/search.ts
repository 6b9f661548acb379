import type { Client } from '@elastic/elasticsearch'
import { openPostgres } from '#db/postgres/server'
import { bulkIndex } from '#db/search/elasticsearch/bulk'
import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { readGameDocuments } from '#db/search/elasticsearch/document'
import { elasticsearchEngine } from '#db/search/elasticsearch/engine'
import { createIndex, dropIndex } from '#db/search/elasticsearch/indices'
import type { Db } from '#db/stores'
import { signCliToken } from '#src/http/token'
import { type Contestant, SECRET, startContestant } from './contestant'
import { median, type Ratio, timed } from './measure'

/** Rounds before measuring, in which Bun and Elasticsearch compile what runs often. */
const WARM_ROUNDS = 50
const ROUNDS = 30
/** Titles, beginnings, initials, typos, and words that are in no title. */
const WORDS =
  'zelda|super mario|final fantasy vii|gta|halo|pokemon red|call of duty|metal gear solid 2|tetris|street figther|resident evil 4|need for sp|ff7|grand theft auto|mario kart wii|the sims|assasins creed|crash bandicoot|gran turismo|qwertyzxcv'.split(
    '|',
  )

type Asked = { words: string; bodies: string[] }

/** Compares the median latency of searches through the service with that of the same queries sent to Elasticsearch directly. */
export async function benchSearch(databaseUrl: string, elasticsearch: string): Promise<Ratio[]> {
  await using database = await openPostgres(databaseUrl)
  const client = createElasticsearchClient({ url: elasticsearch })
  const index = `vestim-bench-${crypto.randomUUID().slice(0, 8)}`
  try {
    await fill(client, index, database.db)
    const asked = await recorded(client, index)
    using ours = await startContestant('ours', ['tests/bench/search-server.ts', index], {
      DATABASE_URL: databaseUrl,
      ELASTICSEARCH_URL: elasticsearch,
    })
    return [await compared(asked, ours, `${elasticsearch}/${index}/_search`)]
  } finally {
    await dropIndex(client, index)
    await client.close()
  }
}

async function fill(client: Client, index: string, db: Db): Promise<void> {
  await createIndex(client, index)
  for await (const page of readGameDocuments(db)) await bulkIndex(client, page, { index })
  await client.indices.refresh({ index })
}

/** Records the bodies the engine sends for each query: one per step, until a step finds something. */
async function recorded(client: Client, index: string): Promise<Asked[]> {
  const engine = elasticsearchEngine(client, index)
  const asked: Asked[] = []
  client.diagnostic.on('request', (_, result) => {
    asked.at(-1)?.bodies.push(String(result?.meta.request.params.body))
  })
  for (const words of WORDS) {
    asked.push({ words, bodies: [] })
    await engine.search({ q: words, filters: {}, facets: [], limit: 20, explain: false })
  }
  return asked
}

async function compared(asked: readonly Asked[], ours: Contestant, url: string): Promise<Ratio> {
  const authorization = `Bearer ${await signCliToken(SECRET, { scope: 'read', for: '1h' })}`
  const through = ({ words }: Asked) =>
    answered(`${ours.origin}/v1/search?q=${encodeURIComponent(words)}`, { headers: { authorization } })
  const directly = async ({ bodies }: Asked) => {
    const headers = { 'content-type': 'application/json' }
    for (const body of bodies) await answered(url, { method: 'POST', body, headers })
  }
  const times = { through: [] as number[], directly: [] as number[] }
  for (let round = -WARM_ROUNDS; round < ROUNDS; round++)
    for (const one of asked) {
      const spent = { directly: await timed(() => directly(one)), through: await timed(() => through(one)) }
      if (round < 0) continue
      times.directly.push(spent.directly)
      times.through.push(spent.through)
    }
  return {
    what: 'search through the API against Elasticsearch directly, latency',
    value: median(times.through) / median(times.directly),
    target: 'at most 1.15',
    detail: `${median(times.through).toFixed(2)} ms and ${median(times.directly).toFixed(2)} ms`,
  }
}

async function answered(url: string, request: RequestInit): Promise<void> {
  const answer = await fetch(url, request)
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}`)
  await answer.arrayBuffer()
}
