import { median } from '#tests/bench/measure'
import { startBreakablePostgres } from '#tests/ops/breakable-postgres'
import { DEMO_LOADS, loadDemo } from '#tests/support/demo-catalogue'
import { startHostileElasticsearch } from '#tests/support/hostile-elasticsearch'
import { openSockets, residentMegabytes } from '#tests/support/process-figures'
import { createRandom } from '#tests/support/random'
import { runSeed, type SeedEnvironment } from '#tests/support/seed-process'
import { type ServiceProcess, startService, untilAnswered } from '#tests/support/service-process'
import { dropIndices, untilIndexed } from './faults/index-steps'
import { type Part, part } from './faults/scenario'
import { type Answered, countStatuses } from './load/client'
import { listSlugs } from './load/requests'
import { DISTURBANCES, type Disturbed } from './soak/disturbances'
import { createLedger } from './soak/ledger'
import { decideOn, readOn, type SoakLoad } from './soak/load'

const EVERY_MS = 20_000
const LOAD_EVERY = 6
const LONGEST_LOAD_MS = 90_000
const SAMPLE_MS = 2000
const READERS = 6
const DECIDERS = 2
/** Share of the soak in which the service warms up and may be restarted. */
const WARM_SHARE = 1 / 3
const MOST_GROWTH_MB_PER_MINUTE = 2
const MOST_MORE_SOCKETS = 10
const DATABASE = 'soak'

export type SoakProof = {
  programs: string
  elasticsearch: string
  minutes: number
  seed: number
  say: (line: string) => void
}

type Sample = { atMinutes: number; megabytes: number; sockets: number }
type Running = { proof: SoakProof; service: ServiceProcess; random: () => number; until: number; warmUntil: number }

/** Runs mixed load on a service for minutes, with a random fault every 20 s. Returns each promise with its figure. */
export async function proveSoak(proof: SoakProof): Promise<Part[]> {
  await using postgres = await startBreakablePostgres(proof.programs)
  await using elasticsearch = await startHostileElasticsearch({ upstream: proof.elasticsearch })
  const index = `vestim-soak-${crypto.randomUUID().slice(0, 8)}`
  const url = postgres.databaseUrl(DATABASE)
  await postgres.run(`create database ${DATABASE}`)
  await loadDemo(url, DEMO_LOADS.slice(0, 1))
  const environment = { DATABASE_URL: url, ELASTICSEARCH_URL: elasticsearch.url, ELASTICSEARCH_INDEX: index }
  try {
    const started = performance.now()
    const running: Running = {
      proof,
      service: await startService(environment),
      random: createRandom(proof.seed),
      until: started + proof.minutes * 60_000,
      warmUntil: started + proof.minutes * 60_000 * WARM_SHARE,
    }
    const restartService = () => restart(running, environment)
    await using _last = { [Symbol.asyncDispose]: () => running.service[Symbol.asyncDispose]() }
    return await soak(running, environment, { postgres, database: DATABASE, elasticsearch, restartService })
  } finally {
    await dropIndices(proof.elasticsearch, index)
  }
}

async function soak(running: Running, environment: SeedEnvironment, disturbed: Disturbed): Promise<Part[]> {
  const answers: Answered[] = []
  const ledger = createLedger()
  const load: SoakLoad = {
    current: () => running.service,
    isOver: () => performance.now() > running.until,
    random: createRandom(running.proof.seed + 1),
    ledger,
    onAnswer: ({ status, ms, fault }) => answers.push({ status, ms, fault, text: '', headers: NO_HEADERS }),
  }
  const slugs = await listSlugs(running.service)
  const [samples] = await Promise.all([
    sampleOn(running),
    disturbOn(running, environment, disturbed),
    ...Array.from({ length: READERS }, () => readOn(load)),
    ...Array.from({ length: DECIDERS }, () => decideOn(load, slugs)),
  ])
  await untilAnswered(running.service, '/health/ready')
  const last = await runSeed(demoLoad(1), environment)
  const lost = await ledger.lost(running.service)
  return [
    noOtherFault(answers),
    part(lost.length === 0 && ledger.size() > 0, `${lost.length} of ${ledger.size()} acknowledged decisions lost`),
    flatMemory(samples),
    flatSockets(samples),
    part(last.exit === 0, `last load: exit code ${last.exit}`),
    await untilIndexed(environment),
  ]
}

const NO_HEADERS = new Headers()
const demoLoad = (at: number) => [...(DEMO_LOADS[at] ?? []), '--quiet']

async function restart(running: Running, environment: SeedEnvironment): Promise<void> {
  running.service.signal('SIGTERM')
  await running.service.exited
  await running.service[Symbol.asyncDispose]()
  running.service = await startService(environment)
}

/** Disturbs every 20 s, and loads a list every sixth time. The last disturbance ends well before the load does. */
async function disturbOn(running: Running, environment: SeedEnvironment, disturbed: Disturbed): Promise<void> {
  const { proof, random } = running
  for (let turn = 0; performance.now() + EVERY_MS < running.until; turn++) {
    const next = performance.now() + EVERY_MS
    const isWarm = performance.now() > running.warmUntil
    const choices = DISTURBANCES.filter(({ warms }) => !(warms && isWarm))
    const chosen = choices[Math.floor(random() * choices.length)]
    if (turn % LOAD_EVERY === 0) void runSeed(demoLoad(1), environment, { timeoutMs: LONGEST_LOAD_MS })
    proof.say(`${new Date().toISOString()} ${chosen?.name}`)
    await chosen?.run(disturbed)
    await Bun.sleep(Math.max(0, next - performance.now()))
  }
}

async function sampleOn(running: Running): Promise<Sample[]> {
  const samples: Sample[] = []
  while (performance.now() < running.until) {
    await Bun.sleep(SAMPLE_MS)
    if (performance.now() < running.warmUntil) continue
    const { pid } = running.service
    samples.push({
      atMinutes: performance.now() / 60_000,
      megabytes: await residentMegabytes(pid),
      sockets: await openSockets(pid),
    })
  }
  return samples
}

function noOtherFault(answers: readonly Answered[]): Part {
  const wrong = answers.filter(({ status }) => status >= 500 && status !== 503)
  return part(
    wrong.length === 0,
    `${answers.length} requests, ${wrong.length} answered 5xx other than 503 (${countStatuses(answers)})`,
  )
}

/** Compares the medians of the first and the last third: a single sample says little about memory that is collected in steps. */
function changeOf(samples: readonly Sample[], figure: (sample: Sample) => number) {
  const third = Math.max(1, Math.floor(samples.length / 3))
  const [first, last] = [samples.slice(0, third), samples.slice(-third)]
  const minutes = median(last.map(({ atMinutes }) => atMinutes)) - median(first.map(({ atMinutes }) => atMinutes))
  return { from: median(first.map(figure)), to: median(last.map(figure)), minutes }
}

function flatMemory(samples: readonly Sample[]): Part {
  const { from, to, minutes } = changeOf(samples, ({ megabytes }) => megabytes)
  const slope = (to - from) / minutes
  return part(
    slope <= MOST_GROWTH_MB_PER_MINUTE,
    `memory from ${from.toFixed(0)} to ${to.toFixed(0)} MB, ${slope.toFixed(1)} MB a minute (at most ${MOST_GROWTH_MB_PER_MINUTE})`,
  )
}

function flatSockets(samples: readonly Sample[]): Part {
  const { from, to } = changeOf(samples, ({ sockets }) => sockets)
  return part(to <= from + MOST_MORE_SOCKETS, `open sockets from ${from} to ${to}`)
}
