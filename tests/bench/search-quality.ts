import { createElasticsearchClient, type Elasticsearch } from '#db/search/elasticsearch/client'
import { elasticsearchEngine } from '#db/search/elasticsearch/engine'
import type { SearchEngine } from '#db/search/engine'
import { postgresEngine } from '#db/search/postgres/engine'
import { type Rebuilding, rebuildIndex } from '#db/search/rebuild'
import type { Ratio } from './measure'
import { type LabelledQuery, loadCorpus, readLabelledQueries } from './search-corpus'

/** Result of one engine: queries with a right first hit, and queries without a right game that got a confident hit all the same. */
type Judged = {
  right: number
  answerable: number
  wrong: number
  unanswerable: number
  byClass: Map<string, { right: number; of: number }>
}

const DEADLINE_MS = 30_000

/** Measures for both engines the share of labelled queries with a right first hit, on 104,000 games. The store must be empty. */
export async function benchSearchQuality(stores: Rebuilding, elasticsearch: string, data: string): Promise<Ratio[]> {
  const { db } = stores
  await loadCorpus(db, data)
  const queries = await readLabelledQueries(data)
  const client = createElasticsearchClient({ url: elasticsearch })
  const index: Elasticsearch = { client, alias: `bench-${crypto.randomUUID().slice(0, 8)}-games` }
  try {
    await rebuildIndex(stores, index)
    return [
      ratioOf(
        'Elasticsearch',
        await judge(elasticsearchEngine(client, index.alias, { deadlineMs: DEADLINE_MS }), queries),
      ),
      ratioOf('Postgres', await judge(postgresEngine(db), queries)),
    ]
  } finally {
    const indices = Object.keys(await client.indices.get({ index: `${index.alias}*`, features: ['aliases'] }))
    for (const name of indices) await client.indices.delete({ index: name })
    await client.close()
  }
}

/** Runs every query and compares the first hit. A hit that is not `confident` counts only if the query has a right game. */
export async function judge(engine: SearchEngine, queries: readonly LabelledQuery[]): Promise<Judged> {
  const judged: Judged = { right: 0, answerable: 0, wrong: 0, unanswerable: 0, byClass: new Map() }
  for (const query of queries) {
    const { hits, confident } = await engine.search({ q: query.query, filters: {}, facets: [], limit: 1 })
    const [first] = hits
    if (query.accepted.size > 0) count(judged, query, first !== undefined && query.accepted.has(first.game.slug))
    else {
      judged.unanswerable++
      if (first && confident) judged.wrong++
    }
  }
  return judged
}

function count(judged: Judged, query: LabelledQuery, right: boolean): void {
  const ofClass = judged.byClass.get(query.class) ?? { right: 0, of: 0 }
  judged.byClass.set(query.class, { right: ofClass.right + Number(right), of: ofClass.of + 1 })
  judged.answerable++
  judged.right += Number(right)
}

const TARGETS: Record<string, string> = { Elasticsearch: 'at least .94', Postgres: 'at least .92' }

function ratioOf(engine: string, { right, answerable, wrong, unanswerable, byClass }: Judged): Ratio {
  const classes = [...byClass].map(([name, one]) => `${name} ${(one.right / one.of).toFixed(2)}`).join(', ')
  return {
    what: `search by ${engine}: a right game first`,
    value: right / answerable,
    target: TARGETS[engine] ?? '',
    detail: `${right} of ${answerable}; ${wrong} of ${unanswerable} queries without an answer got one; ${classes}`,
  }
}
