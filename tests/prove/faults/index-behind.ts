import { createElasticsearchClient } from '#db/search/elasticsearch/client'
import { type HostileElasticsearch, startHostileElasticsearch } from '#tests/support/hostile-elasticsearch'
import type { HostileMode } from '#tests/support/hostile-responses'
import { runSeed } from '#tests/support/seed-process'
import { startService } from '#tests/support/service-process'
import { listSlugs, searchMany } from '../load/requests'
import { override } from './driving'
import { SEARCH_FAULTS } from './elasticsearch'
import { dropIndices, untilIndexed, verifyIndexed } from './index-steps'
import { allOf, allWithin, type Outcome, part, type Scenario } from './scenario'
import type { World } from './world'

/** Index of one scenario in a shared Elasticsearch, behind a front whose faults can be switched. Disposing drops the index. */
type Fronted = AsyncDisposable & { front: HostileElasticsearch; environment: Record<string, string> }

async function startFronted(world: World): Promise<Fronted> {
  const front = await startHostileElasticsearch({ upstream: world.elasticsearch })
  const index = `vestim-prove-${crypto.randomUUID().slice(0, 8)}`
  const environment = {
    DATABASE_URL: await world.catalogue(),
    ELASTICSEARCH_URL: front.url,
    ELASTICSEARCH_INDEX: index,
  }
  return {
    front,
    environment,
    async [Symbol.asyncDispose]() {
      await front[Symbol.asyncDispose]()
      await dropIndices(world.elasticsearch, index)
    },
  }
}

/** Decides while Elasticsearch has a fault; after it the index must hold every decision. */
async function decideThrough(mode: HostileMode, world: World): Promise<Outcome> {
  await using fronted = await startFronted(world)
  const { environment, front } = fronted
  await using service = await startService(environment)
  const built = await untilIndexed(environment)
  if (!built.holds) return built
  const slugs = (await listSlugs(service)).slice(0, 5)
  await front.become(mode)
  const decided = await Promise.all(slugs.map((slug) => override(service, slug, `${slug} during ${mode}`)))
  await Bun.sleep(2000)
  await front.become('well')
  return allOf(allWithin(decided, [200], 10_000), await untilIndexed(environment))
}

/** Changes the index behind the back of the service, then repairs it once. */
async function repairAfter(world: World, damage: (index: string, ids: string[]) => Promise<void>): Promise<Outcome> {
  await using fronted = await startFronted(world)
  const { environment } = fronted
  const built = await runSeed(['index', '--rebuild'], environment)
  if (built.exit !== 0) return part(false, `the index was not built: ${built.err}`)
  const client = createElasticsearchClient({ url: world.elasticsearch })
  try {
    const alias = environment.ELASTICSEARCH_INDEX ?? ''
    const name = Object.keys(await client.indices.get({ index: `${alias}*` }))[0] ?? 'vestimlib-games'
    const found = await client.search({ index: name, size: 5, _source: false })
    await damage(
      name,
      found.hits.hits.map(({ _id }) => String(_id)),
    )
    await client.indices.refresh({ index: name })
  } finally {
    await client.close()
  }
  const before = await verifyIndexed(environment)
  const repair = await verifyIndexed(environment, '--repair')
  const after = await verifyIndexed(environment)
  return allOf(
    part(before.exit === 1, `found (exit ${before.exit})`),
    part(repair.exit === 0, `repair exit ${repair.exit}`),
    part(after.exit === 0, `then exit ${after.exit}: ${after.out.trim()}`),
  )
}

const onIndex = async (world: World, method: string, path: string, body?: unknown) => {
  const answer = await fetch(`${world.elasticsearch}/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  if (!answer.ok) throw new Error(`Elasticsearch refused the damage: ${(await answer.text()).slice(0, 200)}`)
  return await answer.json()
}

/** Scenarios in which the index falls behind the catalogue, or is changed behind the back of the service. */
export const INDEX_SCENARIOS: readonly Scenario[] = [
  ...(['refused', 'busy', 'hung-body'] as const).map(
    (mode): Scenario => ({
      id: `${SEARCH_FAULTS[mode].id}w`,
      fault: `Elasticsearch ${SEARCH_FAULTS[mode].fault} during decisions`,
      promise: 'decisions are carried out; once it is back the index holds all of them',
      needs: ['postgres', 'elasticsearch'],
      run: (world) => decideThrough(mode, world),
    }),
  ),
  {
    id: 'F17',
    fault: 'Elasticsearch blocks writes (flood stage) during decisions',
    promise: 'decisions are carried out; once it is released the index holds all of them',
    needs: ['postgres', 'elasticsearch'],
    async run(world) {
      await using fronted = await startFronted(world)
      const { environment } = fronted
      await using service = await startService(environment)
      const built = await untilIndexed(environment)
      if (!built.holds) return built
      const block = (value: boolean | null) =>
        onIndex(world, 'PUT', `${environment.ELASTICSEARCH_INDEX}*/_settings`, {
          'index.blocks.read_only_allow_delete': value,
        })
      await block(true)
      const slugs = (await listSlugs(service)).slice(5, 10)
      const decided = await Promise.all(slugs.map((slug) => override(service, slug, `${slug} during the block`)))
      await Bun.sleep(3000)
      await block(null)
      return allOf(allWithin(decided, [200], 10_000), await untilIndexed(environment))
    },
  },
  {
    id: 'F19',
    fault: 'the index is deleted while the service runs',
    promise: 'searches are answered meanwhile, the service builds the index again',
    needs: ['postgres', 'elasticsearch'],
    async run(world) {
      await using fronted = await startFronted(world)
      const { environment } = fronted
      await using service = await startService(environment)
      const built = await untilIndexed(environment)
      if (!built.holds) return built
      await dropIndices(world.elasticsearch, environment.ELASTICSEARCH_INDEX ?? '')
      const answers = await searchMany(service)
      const [slug = ''] = await listSlugs(service)
      const decided = await override(service, slug, `${slug} without an index`)
      return allOf(allWithin(answers, [200]), allWithin([decided], [200], 10_000), await untilIndexed(environment))
    },
  },
  {
    id: 'verify-deleted',
    fault: 'documents were deleted behind the back of the service',
    promise: 'one `seed verify --repair` mends them, and its exit code says so',
    needs: ['postgres', 'elasticsearch'],
    isShort: true,
    run: (world) =>
      repairAfter(world, async (index, ids) => {
        for (const id of ids) await onIndex(world, 'DELETE', `${index}/_doc/${id}`)
      }),
  },
  {
    id: 'verify-ahead',
    fault: 'documents have a version from the future',
    promise: 'one `seed verify --repair` mends them, and its exit code says so',
    needs: ['postgres', 'elasticsearch'],
    run: (world) =>
      repairAfter(world, async (index, ids) => {
        for (const id of ids) {
          const { _source } = (await onIndex(world, 'GET', `${index}/_doc/${id}`)) as { _source: unknown } // safe: a document
          await onIndex(world, 'PUT', `${index}/_doc/${id}?version=9000000&version_type=external`, _source)
        }
      }),
  },
]
