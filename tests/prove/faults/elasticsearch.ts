import { startHostileElasticsearch } from '#tests/support/hostile-elasticsearch'
import { HOSTILE_MODES, type HostileMode } from '#tests/support/hostile-responses'
import { openSockets, residentMegabytes } from '#tests/support/process-figures'
import { startService } from '#tests/support/service-process'
import { type Answered, askService } from '../load/client'
import { searchMany } from '../load/requests'
import { endsOn } from './driving'
import { allOf, allWithin, type Outcome, part, type Scenario } from './scenario'
import type { World } from './world'

const MOST_MEGABYTES = 300
const MOST_SOCKETS = 100
const isDegraded = ({ text }: Answered): boolean => text.includes('"degraded":true')

/** Searches while Elasticsearch has a fault, in two waves: the first meets the fault, the second what was learnt from it. */
async function searchThrough(mode: HostileMode, world: World): Promise<Outcome> {
  await using front = await startHostileElasticsearch({ upstream: world.elasticsearch })
  await front.become(mode)
  const environment = { DATABASE_URL: await world.catalogue(), ELASTICSEARCH_URL: front.url }
  await using service = await startService(environment)
  const answers = [...(await searchMany(service)), ...(await searchMany(service))]
  const undegraded = answers.filter((answer) => answer.status === 200 && !isDegraded(answer))
  const ready = await askService(service, '/health/ready', { scope: null })
  const sockets = await openSockets(service.pid)
  const memory = await residentMegabytes(service.pid)
  return allOf(
    allWithin(answers, [200]),
    part(undegraded.length === 0, `${undegraded.length} not marked degraded`),
    allWithin([ready], [200]),
    part(memory < MOST_MEGABYTES, `${memory.toFixed(0)} MB`),
    part(sockets < MOST_SOCKETS, `${sockets} sockets`),
    await endsOn(service, 'SIGTERM'),
  )
}

/** Faults of Elasticsearch by mode, each with its row. */
export const SEARCH_FAULTS: Record<Exclude<HostileMode, 'well'>, { id: string; fault: string }> = {
  refused: { id: 'F13', fault: 'refuses connections' },
  reset: { id: 'F20a', fault: 'resets connections' },
  garbage: { id: 'F18a', fault: 'speaks no HTTP' },
  'hung-head': { id: 'F14', fault: 'accepts and never answers' },
  'hung-body': { id: 'F14b', fault: 'sends a head and no body' },
  drip: { id: 'F20b', fault: 'sends one byte a second' },
  redirect: { id: 'F18b', fault: 'answers 301' },
  unauthorized: { id: 'F18c', fault: 'answers 401' },
  busy: { id: 'F15', fault: 'answers 429' },
  'error-page': { id: 'F18d', fault: 'answers 500 in HTML' },
  html: { id: 'F18e', fault: 'answers 200 in HTML' },
  truncated: { id: 'F18f', fault: 'sends JSON that is cut off' },
  object: { id: 'F18g', fault: 'sends an empty object' },
  array: { id: 'F18h', fault: 'sends an array' },
  null: { id: 'F18i', fault: 'sends null' },
  'bare-hits': { id: 'F18j', fault: 'sends hits without their source' },
  'other-product': { id: 'F18k', fault: 'is another product' },
  huge: { id: 'F18l', fault: 'sends a body of 100 MB' },
}

const SHORT: readonly HostileMode[] = ['refused', 'drip', 'redirect']

/** Scenarios of searches while Elasticsearch is away, silent or wrong. */
export const SEARCH_SCENARIOS: readonly Scenario[] = HOSTILE_MODES.filter((mode) => mode !== 'well').map((mode) => ({
  id: SEARCH_FAULTS[mode].id,
  fault: `Elasticsearch ${SEARCH_FAULTS[mode].fault}`,
  promise: 'Postgres answers every search within 3 s, degraded; the service is ready and stops on SIGTERM',
  needs: ['postgres'],
  isShort: SHORT.includes(mode),
  run: (world) => searchThrough(mode, world),
}))
