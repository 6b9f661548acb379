import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import type { GameFilters } from '#db/game/filters'
import { elasticsearchEngine } from '#db/search/elasticsearch/engine'
import { FACETS, type SearchAnswer, type SearchRequest } from '#db/search/engine'
import { postgresEngine } from '#db/search/postgres/engine'
import { rebuildIndex } from '#db/search/rebuild'
import { DEMO_LOADS, loadDemo } from '#tests/support/demo-catalogue'
import { createTestStores, type TestStores } from '#tests/support/stores'
import { createTestElasticsearch } from './elasticsearch-suite'

const FILTERS: [string, GameFilters][] = [
  ['no filter', {}],
  ['a platform', { platform: { any: ['wii'] } }],
  ['two platforms', { platform: { any: ['wii', 'ps2'] } }],
  ['a genre', { genre: { any: ['role-playing'] } }],
  ['years', { yearFrom: 2000, yearTo: 2005 }],
  ['a platform, a genre and years', { platform: { any: ['ps2'] }, genre: { any: ['action'] }, yearFrom: 2003 }],
  ['a company, and no game of a platform', { platform: { none: ['pc'] }, company: { any: ['nintendo'] } }],
  ['a genre of all, and no game of a platform', { platform: { none: ['ps1'] }, genre: { all: ['fighting'] } }],
  ['a platform, and no game of another', { platform: { any: ['wii'], none: ['pc'] } }],
  ['a range of scores, and a platform', { platform: { any: ['wii'] }, scoreMin: 60, scoreMax: 79 }],
  ['a kind, a source and a score', { kind: ['game'], source: ['metacritic'], scoreMin: 80 }],
]
const WORDS = [undefined, 'mario', 'final fantasy', 'fifa 2004', 's', 'gta']

/** True for hits of the steps in which both engines have the same rules; each tolerates typos in its own way. */
const areBySameRules = ({ hits: [first] }: SearchAnswer) => /^Step (?:strict|browse)/.test(first?.explanation ?? '')

const { TEST_DATABASE_URL, TEST_ELASTICSEARCH_URL } = process.env

describe.skipIf(!TEST_DATABASE_URL || !TEST_ELASTICSEARCH_URL)('facets of the sample catalogue', () => {
  const index = createTestElasticsearch()
  let stores: TestStores

  beforeAll(async () => {
    stores = await createTestStores()
    await loadDemo(stores.databaseUrl ?? '', DEMO_LOADS.slice(0, 2))
    await rebuildIndex(stores, index)
  }, 120_000)
  afterAll(async () => {
    await index[Symbol.asyncDispose]()
    await stores[Symbol.asyncDispose]()
  })

  test.each(FILTERS)('are the same in both engines with %s', async (_, filters) => {
    const engines = [elasticsearchEngine(index.client, index.alias, { deadlineMs: 10_000 }), postgresEngine(stores.db)]
    const found: object[] = []
    for (const request of requests(filters)) {
      const answers = await Promise.all(engines.map((engine) => engine.search(request)))
      if (!answers.some(areBySameRules)) continue
      const [one, other] = answers.map(({ facets, facetsExact, total }) => ({
        q: request.q,
        facets,
        facetsExact,
        total,
      }))
      expect(one).toEqual(other)
      found.push({ one })
    }
    expect(found.length).toBeGreaterThan(6)
    expect(JSON.stringify(found)).not.toContain('"facetsExact":false')
  })

  test.each<GameFilters>([
    { platform: { none: ['ps1'] }, genre: { all: ['fighting'] } },
    { platform: { all: ['wii', 'ps2'] } },
    { genre: { none: ['sports'] }, yearFrom: 2005 },
  ])('count as many games of a platform as are found with it as well: %j', async (filters) => {
    const engine = postgresEngine(stores.db)
    const asked = { filters, facets: FACETS, limit: 1, explain: false }
    const { facets } = await engine.search(asked)
    for (const { value, count } of facets.platform ?? []) {
      const platform = { ...filters.platform, any: [value] }
      const { total } = await engine.search({ ...asked, filters: { ...filters, platform } })
      expect([value, total.value]).toEqual([value, count])
    }
  })
})

/** Returns searches for each of the words, with all facets, with one, and with all but that one. */
const requests = (filters: GameFilters): SearchRequest[] =>
  WORDS.flatMap((q) =>
    [FACETS, FACETS.slice(0, 1), FACETS.slice(1)].map((facets) => ({
      ...(q !== undefined && { q }),
      filters,
      facets,
      limit: 5,
      explain: true,
    })),
  )
